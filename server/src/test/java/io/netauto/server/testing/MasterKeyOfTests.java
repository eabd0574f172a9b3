package io.netauto.server.testing;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Gives all servers of one run of the tests the same master key, since they share a database. */
public final class MasterKeyOfTests implements EnvironmentPostProcessor {
  /** In base64. */
  public static final String KEY = make();

  private static String make() {
    byte[] bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    environment
        .getPropertySources()
        .addLast(new MapPropertySource("master key of tests", Map.of("NET_AUTO_MASTER_KEY", KEY)));
  }
}
