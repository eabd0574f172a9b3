package io.netauto.server.credentials;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Replaces the server's own sources by ones with a credential {@code LEAK} or {@code leak} of the
 * user admin, whose secrets cannot be mistaken: {@code env:LEAK}, {@code file:leak}, {@code
 * vault:secret/leak}. Needs {@code spring.main.allow-bean-definition-overriding}.
 */
@TestConfiguration(proxyBeanMethods = false)
public class PlantedSources {
  public static final String ENV = "zQ7env+/Password%&9xKq";
  public static final String FILE = "zQ7file+/Password%&9xKq";
  public static final String VAULT = "zQ7vault+/Password%&9xKq";

  private static final String ENV_ENABLE = "zQ7envenable+/Password%&9xKq";
  private static final String FILE_ENABLE = "zQ7fileenable+/Password%&9xKq";
  private static final String VAULT_ENABLE = "zQ7vaultenable+/Password%&9xKq";
  private static final String FILE_PASSPHRASE = "zQ7filephrase+/Password%&9xKq";

  /** All that must not be seen, with what opens the file and Vault. */
  public static final List<String> SECRETS =
      List.of(
          ENV,
          FILE,
          VAULT,
          ENV_ENABLE,
          FILE_ENABLE,
          VAULT_ENABLE,
          FILE_PASSPHRASE,
          FakeVault.SECRET,
          "hvs.of-the-role-");

  @Bean(destroyMethod = "close")
  FakeVault fakeVault() throws Exception {
    FakeVault vault = new FakeVault();
    vault.secrets.put(
        "leak",
        "{\"username\":\"admin\",\"password\":\"%s\",\"enable_password\":\"%s\"}"
            .formatted(VAULT, VAULT_ENABLE));
    return vault;
  }

  @Bean
  EnvironmentCredentials environmentCredentials() {
    return new EnvironmentCredentials(
        Map.of(
                "NET_AUTO_LEAK_USERNAME", "admin",
                "NET_AUTO_LEAK_PASSWORD", ENV,
                "NET_AUTO_LEAK_ENABLE_PASSWORD", ENV_ENABLE)
            ::get);
  }

  @Bean
  FileCredentials fileCredentials() {
    return new FileCredentials(
        Map.of(
                FileCredentials.FILE,
                Path.of("src/test/resources/credentials/leak.json").toAbsolutePath().toString(),
                FileCredentials.PASSPHRASE,
                FILE_PASSPHRASE)
            ::get);
  }

  @Bean
  VaultCredentials vaultCredentials(FakeVault vault) {
    return new VaultCredentials(
        Map.of(
                "NET_AUTO_VAULT_URL", vault.url(),
                "NET_AUTO_VAULT_ROLE_ID", FakeVault.ROLE,
                "NET_AUTO_VAULT_SECRET_ID", FakeVault.SECRET)
            ::get);
  }
}
