package io.netauto.server.database;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class PostgresProgramsTests {
  @TempDir Path folder;

  @Test
  void unpacks_once() throws Exception {
    var programs = programs("a.txz", archive("bin/postgres", null));
    var target = folder.resolve("target");

    var home = programs.unpackedIn(target);
    Files.writeString(home.resolve("seen"), "");

    assertThat(home.resolve("bin/postgres")).isExecutable().hasContent("content");
    assertThat(programs.unpackedIn(target).resolve("seen")).exists();
  }

  @Test
  void shows_nothing_of_an_interrupted_unpack_and_does_it_again() throws Exception {
    var whole = archive("bin/postgres", null);
    var target = folder.resolve("target");
    var cut = programs("cut.txz", Arrays.copyOf(whole, whole.length / 2));

    assertThatExceptionOfType(EmbeddedPostgresException.class)
        .isThrownBy(() -> cut.unpackedIn(target))
        .withMessageContaining("cannot be unpacked into \"" + target + "\"");
    assertThat(target).isEmptyDirectory();

    var programs = programs("a.txz", whole);
    var home = programs.unpackedIn(target);
    Files.delete(home.resolve("COMPLETE")); // As after a power failure in an older way to unpack.
    Files.delete(home.resolve("bin/postgres"));
    assertThat(programs.unpackedIn(target).resolve("bin/postgres")).exists();
  }

  @Test
  void refuses_an_entry_or_link_that_leads_out_of_the_folder() throws Exception {
    var target = folder.resolve("target");
    byte[][] hostile = {
      archive("../escaped", null),
      archive("bin/../../escaped", null),
      archive("lib/link", "../../escaped"),
      archive("lib/link", "/etc"),
      archive("lib/link", "..")
    };
    for (var archive : hostile)
      assertThatExceptionOfType(EmbeddedPostgresException.class)
          .isThrownBy(() -> programs("hostile.txz", archive).unpackedIn(target))
          .withMessageContaining("leads out of");
    assertThat(folder.resolve("escaped")).doesNotExist();
    assertThat(target).isEmptyDirectory();
  }

  private PostgresPrograms programs(String name, byte[] archive) throws IOException {
    return new PostgresPrograms(Files.write(folder.resolve(name), archive).toUri().toURL());
  }

  private static byte[] archive(String name, @Nullable String link) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(new XZOutputStream(bytes, new LZMA2Options(0)))) {
      if (link == null) {
        var content = "content".getBytes(UTF_8);
        var entry = new TarArchiveEntry(name, true);
        entry.setMode(0755);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
      } else {
        var entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
        entry.setLinkName(link);
        tar.putArchiveEntry(entry);
      }
      tar.closeArchiveEntry();
    }
    return bytes.toByteArray();
  }
}
