package io.netauto.server.runs;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import io.netauto.server.credentials.PlantedSources;
import io.netauto.server.identity.CustomerId;
import io.netauto.server.identity.Logins;
import io.netauto.server.inventory.Device;
import io.netauto.server.inventory.DeviceAccess;
import io.netauto.server.inventory.DeviceId;
import io.netauto.server.rights.Tenant;
import io.netauto.server.testing.LoopbackDevice;
import io.netauto.server.testing.MasterKeyOfTests;
import io.netauto.server.testing.ServerTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Plants secrets that cannot be mistaken wherever one can be given, goes to every endpoint and
 * page, well and badly, lets logins fail and devices show what they were sent, and looks for the
 * secrets in every answer, in the log at DEBUG, in the metrics and in the whole database.
 */
@Import({RunNow.class, PlantedSources.class})
@TestPropertySource(
    properties = {
      "netauto.telnet=true",
      "netauto.trust-on-first-use=true",
      "NET_AUTO_LOGIN_TIMEOUT=5s",
      "NET_AUTO_PROMPT_TIMEOUT=5s",
      "spring.main.allow-bean-definition-overriding=true"
    })
class SecretLeakTest extends ServerTest {
  private static final String RIGHT = "zQ7right+/Password%&9xKq";
  private static final String WRONG = "zQ7wrong+/Password%&9xKq";
  private static final String ENABLE = "zQ7enable+/Password%&9xKq";
  private static final String PERSON = "zQ7person+/Password%&9xKq";
  private static final String PHRASE = "zQ7phrase+/Password%&9xKq";
  private static final String KEY = "zQ7key+/Material%&9xKqzQ7key+/Material%&9xKq";
  private static final List<String> GIVEN = List.of(RIGHT, WRONG, ENABLE, PERSON, PHRASE, KEY);

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Autowired RunNow now;
  @Autowired Logins logins;
  @Autowired DeviceAccess devices;

  @Autowired
  @org.springframework.beans.factory.annotation.Qualifier("requestMappingHandlerMapping")
  RequestMappingHandlerMapping mappings;

  private final List<String> answers = new ArrayList<>();
  private final Map<String, Set<String>> leaks = new LinkedHashMap<>();
  private String apiKey = "";
  private @org.jspecify.annotations.Nullable Map<String, List<byte[]>> all;
  private boolean allWithKey;

  /** What each secret looks like in its disguises. */
  private Map<String, List<byte[]>> disguises() {
    Map<String, List<byte[]>> known = all;
    if (known != null && allWithKey == !apiKey.isEmpty()) {
      return known;
    }
    Map<String, List<byte[]>> disguises = new HashMap<>();
    List<String> secrets = new ArrayList<>(GIVEN);
    secrets.addAll(PlantedSources.SECRETS);
    secrets.add(MasterKeyOfTests.KEY);
    if (!apiKey.isEmpty()) {
      secrets.add(apiKey);
    }
    for (String secret : secrets) {
      Set<String> forms = new LinkedHashSet<>();
      forms.add(secret);
      String url = URLEncoder.encode(secret, UTF_8);
      forms.add(url);
      forms.add(url.replaceAll("%([0-9A-F])([0-9A-F])", "%$1$2").toLowerCase(Locale.ROOT));
      forms.add(HexFormat.of().formatHex(secret.getBytes(UTF_8)));
      forms.add(HexFormat.of().withUpperCase().formatHex(secret.getBytes(UTF_8)));
      forms.add(secret.replace("&", "&amp;"));
      forms.add(secret.replace("/", "\\/"));
      for (int shift = 0; shift < 3; shift++) {
        byte[] shifted = new byte[shift + secret.length()];
        System.arraycopy(secret.getBytes(UTF_8), 0, shifted, shift, secret.length());
        String coded = Base64.getEncoder().withoutPadding().encodeToString(shifted);
        forms.add(coded.substring(shift == 0 ? 0 : 4, coded.length() - 2));
        String web = Base64.getUrlEncoder().withoutPadding().encodeToString(shifted);
        forms.add(web.substring(shift == 0 ? 0 : 4, web.length() - 2));
      }
      disguises.put(
          secret.equals(MasterKeyOfTests.KEY)
              ? "master key"
              : secret.equals(apiKey) ? "API key" : secret,
          forms.stream().map(form -> form.getBytes(ISO_8859_1)).toList());
    }
    all = disguises;
    allWithKey = !apiKey.isEmpty();
    disguises.put("master key, raw", List.of(Base64.getDecoder().decode(MasterKeyOfTests.KEY)));
    return disguises;
  }

  private void search(String where, byte[] text) {
    String all = new String(text, ISO_8859_1);
    disguises()
        .forEach(
            (secret, forms) -> {
              for (byte[] form : forms) {
                int at = all.indexOf(new String(form, ISO_8859_1));
                if (at >= 0) {
                  String around =
                      all.substring(Math.max(0, at - 120), Math.min(all.length(), at + 60));
                  leaks
                      .computeIfAbsent(where.replaceAll("[0-9]+", "#"), w -> new LinkedHashSet<>())
                      .add(secret + " in: " + around.replaceAll("\\s+", " "));
                  break;
                }
              }
            });
  }

  private void heard(String what, Answer answer) {
    answers.add(what + " -> " + answer.status());
    search(what, (answer.response().headers().map() + answer.response().body()).getBytes(UTF_8));
  }

  private static Map<String, String> everySecret(String name) {
    Map<String, String> body = new HashMap<>();
    body.put("name", name);
    body.put("username", "admin");
    body.put("password", RIGHT);
    body.put("enablePassword", ENABLE);
    return body;
  }

  private JsonNode added(String ref, int port) {
    return added(ref, port, "ssh");
  }

  private JsonNode added(String ref, int port, String protocol) {
    return admin()
        .post(
            "/api/v1/devices",
            Map.of(
                "hostname",
                unique("leaky"),
                "address",
                "127.0.0.1",
                "port",
                port,
                "platform",
                "frr",
                "credRef",
                ref,
                "protocol",
                protocol))
        .with(201);
  }

  private void run(JsonNode added) {
    Device device =
        devices.find(new CustomerId(1), new DeviceId(added.path("id").asLong())).orElseThrow();
    RunId run = now.run(logins.firstAdmin(), device);
    for (String part : List.of("", "/output", "/output?view=raw", "/lines")) {
      heard("GET run" + part, admin().get("/api/v1/runs/" + run + part));
    }
  }

  @Test
  void no_secret_is_found_anywhere() throws Exception {
    var log = new StringBuffer();
    var context = (LoggerContext) LoggerFactory.getILoggerFactory();
    var appender =
        new AppenderBase<ILoggingEvent>() {
          @Override
          protected void append(ILoggingEvent event) {
            log.append(event.getLoggerName()).append(' ').append(event.getFormattedMessage());
            log.append(event.getMDCPropertyMap());
            if (event.getThrowableProxy() != null) {
              log.append(ThrowableProxyUtil.asString(event.getThrowableProxy()));
            }
            log.append('\n');
          }
        };
    appender.setContext(context);
    appender.start();
    Logger root = context.getLogger("ROOT");
    Map<Logger, Level> before = new HashMap<>();
    for (Logger each : context.getLoggerList()) {
      before.put(each, each.getLevel());
      each.setLevel(each == root ? Level.DEBUG : null);
    }
    root.addAppender(appender);
    try {
      everything();
    } finally {
      root.detachAppender(appender);
      before.forEach(Logger::setLevel);
      root.setLevel(before.get(root));
    }
    assertThat(log.length()).isGreaterThan(10_000);
    search("log", log.toString().getBytes(UTF_8));
    for (String line : log.toString().split("\n")) {
      search("log of " + line.split(" ")[0], line.getBytes(UTF_8));
    }
    database();
    assertThat(answers).hasSizeGreaterThan(150);
    StringBuilder found = new StringBuilder();
    leaks.forEach(
        (where, what) ->
            what.forEach(w -> found.append(where).append(": ").append(w).append('\n')));
    assertThat(found.toString()).isEmpty();
  }

  private void everything() throws Exception {
    String person = unique("leakperson");
    heard(
        "POST user",
        admin()
            .post(
                "/api/v1/users", Map.of("username", person, "password", PERSON, "role", "admin")));
    apiKey = key(person, PERSON);
    heard(
        "POST token, wrong",
        nobody().post("/api/v1/auth/token", Map.of("username", person, "password", WRONG)));
    String name = unique("leakcred");
    heard("POST credential", admin().post("/api/v1/credentials", everySecret(name)));
    String bad = unique("leakbad");
    Map<String, String> wrong = everySecret(bad);
    wrong.put("password", WRONG);
    heard("POST credential", admin().post("/api/v1/credentials", wrong));
    heard(
        "POST credential, bad key",
        admin()
            .post(
                "/api/v1/credentials",
                Map.of("name", "x", "privateKey", KEY, "passphrase", PHRASE)));
    heard(
        "POST credential, bad JSON",
        admin().post("/api/v1/credentials", "{\"password\":\"" + RIGHT + "\",,"));
    heard(
        "POST credential, unknown", admin().post("/api/v1/credentials", Map.of("pasword", RIGHT)));
    heard(
        "POST credential, type",
        admin().post("/api/v1/credentials", Map.of("name", Map.of("a", RIGHT))));
    try (LoopbackDevice device =
        LoopbackDevice.answering(
            Map.of(
                "show version",
                "echo " + RIGHT + " and enable " + ENABLE + "\r\n" + RIGHT.repeat(300) + "\r\n"),
            RIGHT)) {
      JsonNode good = added("stored:" + name, device.port());
      run(good);
      JsonNode refused = added("stored:" + bad, device.port());
      run(refused);
      for (String which : List.of(name, bad)) {
        heard(
            "POST test",
            admin()
                .post(
                    "/api/v1/credentials/" + which + "/test",
                    Map.of("device", good.path("hostname").asString())));
      }
      endpoints(withKey(apiKey), name, good.path("id").asString());
      pages(person, name, good.path("id").asString());
    }
    sources();
    timeOut(name);
    Tenant real = Tenant.fill(jdbc, 1, unique("leaktenant"), admin());
    endpoints(admin(), false, real, name);
    heard("GET /metrics", admin().get("/metrics"));
    endpoints(admin(), true, real, name);
    endpoints(withKey(apiKey), true, real, name);
  }

  /** Credentials that the server's sources hold: accepted, refused, and shown by the device. */
  private void sources() throws Exception {
    for (Map.Entry<String, String> source :
        Map.of(
                "env:LEAK", PlantedSources.ENV,
                "file:leak", PlantedSources.FILE,
                "vault:secret/leak", PlantedSources.VAULT)
            .entrySet()) {
      String secret = source.getValue();
      try (LoopbackDevice good =
              LoopbackDevice.answering(Map.of("show version", "echo " + secret + "\r\n"), secret);
          LoopbackDevice other = LoopbackDevice.answering(Map.of(), RIGHT)) {
        run(added(source.getKey(), good.port()));
        assertThat(good.logins()).as(source.getKey()).isEqualTo(1);
        run(added(source.getKey(), other.port()));
        assertThat(other.logins()).as(source.getKey()).isPositive();
      }
      for (String ref : List.of(source.getKey() + "x", source.getKey() + "#" + "x")) {
        heard(
            "POST device",
            admin()
                .post(
                    "/api/v1/devices",
                    Map.of("hostname", unique("d"), "platform", "frr", "credRef", ref)));
      }
    }
  }

  /** A device that shows the password and then no prompt. */
  private void timeOut(String name) throws Exception {
    try (ServerSocket listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      AtomicReference<String> typed = new AtomicReference<>("");
      Thread.ofVirtual()
          .start(
              () -> {
                try (Socket socket = listening.accept()) {
                  BufferedReader in =
                      new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
                  socket.getOutputStream().write("Username: ".getBytes(UTF_8));
                  in.readLine();
                  socket.getOutputStream().write("\r\nPassword: ".getBytes(UTF_8));
                  String password = in.readLine();
                  typed.set(password);
                  socket
                      .getOutputStream()
                      .write(("\r\nYou typed " + password + "\r\n").getBytes(UTF_8));
                  socket.getInputStream().transferTo(OutputStream.nullOutputStream());
                } catch (IOException e) {
                  // The client is gone.
                }
              });
      JsonNode device = added("stored:" + name, listening.getLocalPort(), "telnet");
      run(device);
      assertThat(typed.get()).contains(RIGHT);
    }
  }

  private static String filled(String path, Tenant real, String name, boolean removes) {
    return Pattern.compile("(?:([^/{}]+)/)?\\{([a-zA-Z]+)[^}]*}")
        .matcher(path)
        .replaceAll(
            found -> {
              String kind = Objects.requireNonNullElse(found.group(1), "");
              String id = kind.equals("credentials") ? name : real.id(kind);
              if (id == null || (removes && kind.equals("customers"))) {
                id = "999999999"; // what others need stays
              }
              return Matcher.quoteReplacement((kind.isEmpty() ? "" : kind + "/") + id);
            });
  }

  private static String filled(String path, String name, String device) {
    return path.replaceAll("\\{(name|ref)\\}", name)
        .replaceAll("\\{[^}]*\\}", path.contains("device") ? device : "1");
  }

  private void endpoints(Client client, String name, String device) {
    endpoints(client, false, name, path -> filled(path, name, device));
  }

  private void endpoints(Client client, boolean removes, Tenant real, String name) {
    endpoints(client, removes, name, path -> filled(path, real, name, removes));
  }

  /**
   * @param removes whether to go to the DELETE endpoints, or to all others
   */
  private void endpoints(
      Client client, boolean removes, String name, UnaryOperator<String> addresses) {
    JsonNode paths = admin().get("/api/v1/openapi.json").with(200).path("paths");
    for (var path : paths.properties()) {
      String address = addresses.apply(path.getKey());
      for (var method : path.getValue().properties()) {
        String verb = method.getKey().toUpperCase(Locale.ROOT);
        String what = verb + " " + path.getKey();
        if (Stream.of("/stream", "/events", "/live", "/detect", "logout")
                .anyMatch(address::contains)
            || verb.equals("DELETE") != removes) {
          continue; // never end, or end the login
        }
        if (removes) {
          heard(what, client.delete(address));
        } else if (verb.equals("GET")) {
          heard(what, client.get(address));
        } else {
          for (Object body : bodies(name)) {
            heard(what, sent(client, verb, address, body));
          }
        }
      }
    }
  }

  private static List<Object> bodies(String name) {
    Map<String, Object> body = new HashMap<>(everySecret("x/" + name));
    body.put("privateKey", KEY);
    body.put("passphrase", PHRASE);
    body.put("current", PERSON);
    body.put("secret", RIGHT);
    return List.of(
        body,
        Map.of("password", RIGHT, "current", PERSON, "username", person(name)),
        Map.of("name", unique("n"), "password", RIGHT),
        "{\"password\": \"" + RIGHT + "\"",
        "[\"" + RIGHT + "\"]",
        "{\"password\": {\"x\": \"" + RIGHT + "\"}, \"passphrase\": [\"" + PHRASE + "\"]}");
  }

  private static Answer sent(Client client, String verb, String address, Object body) {
    String text = body instanceof String given ? given : JSON.writeValueAsString(body);
    return client.send(
        client
            .request(address)
            .setHeader("Content-Type", "application/json")
            .method(verb, BodyPublishers.ofString(text)));
  }

  private static String person(String name) {
    return "nobody-" + name;
  }

  private void pages(String person, String name, String device) {
    Client browser = nobody().header("Accept", "text/html");
    heard("POST /login, wrong", browser.logIn(person, WRONG, Map.of()));
    heard("POST /login", browser.logIn(person, PERSON, Map.of()));
    mappings
        .getHandlerMethods()
        .forEach(
            (mapping, method) -> {
              for (String pattern : mapping.getPatternValues()) {
                String address = filled(pattern, name, device);
                if (pattern.startsWith("/api/")
                    || pattern.contains("stream")
                    || pattern.contains("logout")) {
                  continue;
                }
                boolean posts =
                    mapping.getMethodsCondition().getMethods().toString().contains("POST");
                String what = (posts ? "POST " : "GET ") + pattern;
                if (posts && !pattern.contains("delete") && !pattern.contains("remove")) {
                  Map<String, String> form = new HashMap<>(everySecret(name));
                  form.put("current", WRONG);
                  form.put("repeated", RIGHT);
                  form.put("privateKey", KEY);
                  form.put("passphrase", PHRASE);
                  form.put("_csrf", browser.csrf());
                  heard(what, browser.form(address, form));
                } else if (!posts) {
                  heard(what, browser.get(address));
                }
              }
            });
  }

  /** Every row of every table as text, in which bytea is hexadecimal; and outputs as they were. */
  private void database() {
    List<String> tables =
        jdbc.sql(
                "select quote_ident(table_name) from information_schema.tables where table_schema ="
                    + " 'public'")
            .query(String.class)
            .list();
    assertThat(tables).hasSizeGreaterThan(20);
    for (String table : tables) {
      jdbc.sql("select t::text from " + table + " t")
          .query(String.class)
          .list()
          .forEach(row -> search("table " + table, row.getBytes(UTF_8)));
    }
    jdbc.sql(
            "select string_agg(data, ''::bytea order by seq) from run_entry where data is not null"
                + " group by run_id")
        .query(byte[].class)
        .list()
        .forEach(data -> search("output of a run", data));
    assertThat(Arrays.asList(tables.toArray())).contains("run_entry", "stored_credential");
  }
}
