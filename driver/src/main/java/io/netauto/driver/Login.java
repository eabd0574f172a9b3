package io.netauto.driver;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a session logs in with. Tried in this order: the certificate, the private key, the agent's
 * keys, the password; and questions are answered as they come. The password is sent once.
 *
 * @param password also answers the first hidden question that {@code answers} leaves open
 * @param privateKey an OpenSSH, PKCS#8 or PEM private key as text
 * @param passphrase opens {@code privateKey} where that is encrypted
 * @param enablePassword answers the platform's privilege question
 * @param certificate an OpenSSH user certificate for {@code privateKey}: the line of {@code
 *     id_….pub-cert}
 * @param agent the Unix socket of an SSH agent, whose keys are offered
 * @param answers for questions beyond the password
 */
public record Login(
    String username,
    @Nullable Secret password,
    @Nullable Secret privateKey,
    @Nullable Secret passphrase,
    @Nullable Secret enablePassword,
    @Nullable String certificate,
    @Nullable Path agent,
    Answers answers) {

  public Login {
    if (certificate != null && privateKey == null) {
      throw new IllegalArgumentException("The certificate comes without its private key.");
    }
  }

  public Login(
      String username,
      @Nullable Secret password,
      @Nullable Secret privateKey,
      @Nullable Secret passphrase,
      @Nullable Secret enablePassword) {
    this(username, password, privateKey, passphrase, enablePassword, null, null, Answers.none());
  }

  public static Login password(String username, String password) {
    return new Login(username, Secret.of(password), null, null, null);
  }

  public static Login key(String username, String privateKey) {
    return new Login(username, null, Secret.of(privateKey), null, null);
  }

  public static Login agent(String username, Path socket) {
    return new Login(username, null, null, null, null).withAgent(socket);
  }

  /** The agent's socket that the environment of this process names in {@code SSH_AUTH_SOCK}. */
  public static Optional<Path> agentOfEnvironment() {
    return Optional.ofNullable(System.getenv("SSH_AUTH_SOCK"))
        .filter(socket -> !socket.isBlank())
        .map(Path::of);
  }

  public Login withUsername(String name) {
    return new Login(
        name, password, privateKey, passphrase, enablePassword, certificate, agent, answers);
  }

  public Login withCertificate(String line) {
    return new Login(
        username, password, privateKey, passphrase, enablePassword, line, agent, answers);
  }

  public Login withAgent(Path socket) {
    return new Login(
        username, password, privateKey, passphrase, enablePassword, certificate, socket, answers);
  }

  public Login withAnswers(Answers given) {
    return new Login(
        username, password, privateKey, passphrase, enablePassword, certificate, agent, given);
  }
}
