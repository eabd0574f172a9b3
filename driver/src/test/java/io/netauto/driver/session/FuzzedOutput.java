package io.netauto.driver.session;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Output made of what has fooled engines before: prompts, log lines, questions, raw bytes. */
final class FuzzedOutput {
  private static final List<String> LINES =
      List.of(
          "interface Ethernet1/1",
          " description core <noc@example.com>",
          "snmp-server contact The NOC <noc@example.com>",
          "#############",
          "banner motd r1# ",
          "*Mar  1 00:00:01.003: %SYS-5-CONFIG_I: Configured from console",
          "Nov 21 10:00:00 r1 sshd[11]: session opened",
          "caf\u00e9 \u65e5\u672c\u8a9e \ud83d\ude80",
          "",
          "r2#",
          "\u001b[1mbold\u001b[0m",
          "Proceed? [confirm] yes",
          "% of lines that are no errors: 12",
          "!");

  private FuzzedOutput() {}

  static byte[] bytes(Random random, String prompt) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int lines = random.nextInt(10) == 0 ? random.nextInt(3000) : random.nextInt(40);
    int hostile = random.nextInt(3) == 0 ? 40 : random.nextInt(4);
    for (int i = 0; i < lines; i++) {
      switch (random.nextInt(100) < hostile ? random.nextInt(5) : 5) {
        case 0 -> text(out, prompt);
        case 1 -> text(out, prompt.strip() + " and more");
        case 2 -> text(out, " " + prompt);
        case 3 -> raw(out, random);
        case 4 -> text(out, prompt + "\r\n" + prompt);
        default -> text(out, LINES.get(random.nextInt(LINES.size())));
      }
      text(out, random.nextInt(20) == 0 ? "\n" : "\r\n");
    }
    text(out, "end\r\n");
    return out.toByteArray();
  }

  /** The same with lines that look like an answer to blanks and Enter. */
  static byte[] withBlanks(Random random, String prompt) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = random.nextInt(12); i > 0; i--) {
      String blanks = " ".repeat(random.nextInt(20));
      switch (random.nextInt(4)) {
        case 0 -> text(out, prompt + blanks + "\r\n" + prompt + "\r\n");
        case 1 -> text(out, blanks + "\r\n" + prompt + "\r\n");
        case 2 -> text(out, prompt + "\r\n" + blanks + prompt + "\r\n");
        default -> out.writeBytes(bytes(random, prompt));
      }
    }
    text(out, "end\r\n");
    return out.toByteArray();
  }

  private static void text(ByteArrayOutputStream out, String text) {
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void raw(ByteArrayOutputStream out, Random random) {
    int n = random.nextInt(60);
    for (int i = 0; i < n; i++) {
      out.write(random.nextInt(256));
    }
  }
}
