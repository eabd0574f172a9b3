package io.netauto.server.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate that the server signs for itself, so that the first start is encrypted already:
 * ECDSA on P-256, for this machine's names, in {@code tls} of the data folder.
 */
public final class SelfMadeCertificate {
  /** What Apple's systems accept at most (support.apple.com/HT210176). */
  static final Duration VALIDITY = Duration.ofDays(825);

  static final Duration RENEWED_BEFORE_END = Duration.ofDays(30);

  private static final Logger log = LoggerFactory.getLogger(SelfMadeCertificate.class);

  private final X509Certificate certificate;
  private final Pem pem;

  private SelfMadeCertificate(X509Certificate certificate, Pem pem) {
    this.certificate = certificate;
    this.pem = pem;
  }

  /**
   * The certificate in that data folder, made anew when there is none, when it ends within 30 days,
   * or when key and certificate do not belong together.
   */
  public static SelfMadeCertificate in(Path dataFolder, InstantSource clock) {
    var folder = dataFolder.toAbsolutePath().normalize().resolve("tls");
    try {
      var kept = load(folder);
      if (kept.isPresent() && kept.get().isGoodAt(clock)) return kept.get();
      var made = make(clock);
      made.storeIn(folder);
      log.info(
          "{} the self-made TLS certificate in \"{}\", good until {}. Its SHA-256 fingerprint: {}",
          kept.isPresent() ? "Renewed" : "Made",
          folder,
          made.certificate.getNotAfter().toInstant(),
          made.fingerprint());
      return made;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "The TLS certificate in \"%s\" cannot be read or written: %s. Make the folder accessible for this user, set NET_AUTO_TLS_CERT and NET_AUTO_TLS_KEY, or NET_AUTO_TLS=off."
              .formatted(folder, e),
          e);
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("A TLS certificate cannot be made: " + e.getMessage(), e);
    }
  }

  private static Optional<SelfMadeCertificate> load(Path folder) throws IOException {
    var certificateFile = folder.resolve("certificate.pem");
    var keyFile = folder.resolve("key.pem");
    if (!Files.exists(certificateFile) || !Files.exists(keyFile)) return Optional.empty();
    var pem =
        new Pem(Files.readString(certificateFile, US_ASCII), Files.readString(keyFile, US_ASCII));
    try {
      var certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(
                      new ByteArrayInputStream(pem.certificate().getBytes(US_ASCII)));
      if (belongTogether(certificate, pem.key()))
        return Optional.of(new SelfMadeCertificate(certificate, pem));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      log.debug("The files in \"{}\" hold no certificate with its key.", folder, e);
    }
    log.warn(
        "The TLS key and certificate in \"{}\" do not belong together; making new ones.", folder);
    return Optional.empty();
  }

  private static boolean belongTogether(X509Certificate certificate, String key)
      throws GeneralSecurityException {
    var encoded = key.replaceAll("-----[A-Z ]+-----", "");
    var secret =
        KeyFactory.getInstance("EC")
            .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(encoded)));
    var probe = new byte[] {1};
    var signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(secret);
    signature.update(probe);
    var signed = signature.sign();
    signature.initVerify(certificate.getPublicKey());
    signature.update(probe);
    return signature.verify(signed);
  }

  private boolean isGoodAt(InstantSource clock) {
    var renewal = certificate.getNotAfter().toInstant().minus(RENEWED_BEFORE_END);
    return clock.instant().isBefore(renewal);
  }

  private static SelfMadeCertificate make(InstantSource clock)
      throws GeneralSecurityException, OperatorCreationException, IOException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    var pair = generator.generateKeyPair();
    var certificate = sign(pair, clock);
    return new SelfMadeCertificate(
        certificate, new Pem(pem("CERTIFICATE", certificate.getEncoded()), pem(pair.getPrivate())));
  }

  private static X509Certificate sign(KeyPair pair, InstantSource clock)
      throws GeneralSecurityException, OperatorCreationException, IOException {
    var begin = clock.instant().minus(Duration.ofHours(1)); // For clients whose clock is slow.
    var name = new X500Name("CN=NetAuto");
    var builder =
        new JcaX509v3CertificateBuilder(
            name,
            new BigInteger(128, new SecureRandom()).setBit(127),
            Date.from(begin),
            Date.from(begin.plus(VALIDITY)),
            name,
            pair.getPublic());
    builder.addExtension(Extension.subjectAlternativeName, false, names());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    builder.addExtension(
        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
    var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate());
    return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
  }

  private static GeneralNames names() {
    var names = new ArrayList<GeneralName>();
    names.add(new GeneralName(GeneralName.dNSName, "localhost"));
    names.add(new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
    names.add(new GeneralName(GeneralName.iPAddress, "::1"));
    try {
      var host = InetAddress.getLocalHost().getHostName();
      if (host.matches("[A-Za-z][A-Za-z0-9.-]*") && !host.equals("localhost"))
        names.add(new GeneralName(GeneralName.dNSName, host));
    } catch (UnknownHostException e) {
      log.debug("This machine's name is not known: {}", e.getMessage());
    }
    return new GeneralNames(names.toArray(GeneralName[]::new));
  }

  private static String pem(PrivateKey key) {
    return pem("PRIVATE KEY", key.getEncoded());
  }

  private static String pem(String type, byte[] content) {
    var text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(type, text, type);
  }

  private void storeIn(Path folder) throws IOException {
    var dataFolder = folder.resolveSibling("");
    Files.createDirectories(folder);
    var owner = Files.getOwner(dataFolder);
    if (!Files.getOwner(folder).equals(owner)) Files.setOwner(folder, owner);
    store(folder.resolve("key.pem"), pem.key(), "rw-------");
    store(folder.resolve("certificate.pem"), pem.certificate(), "rw-r--r--");
  }

  private static void store(Path file, String text, String mode) throws IOException {
    var folder = file.resolveSibling("");
    var written = Files.createTempFile(folder, ".new-", ""); // Made with mode 0600.
    try {
      try (var channel = FileChannel.open(written, StandardOpenOption.WRITE)) {
        channel.write(US_ASCII.encode(text));
        channel.force(true);
      }
      Files.setPosixFilePermissions(written, PosixFilePermissions.fromString(mode));
      var owner = Files.getOwner(folder);
      if (!Files.getOwner(written).equals(owner)) Files.setOwner(written, owner);
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(written);
    }
  }

  /** The SHA-256 of the certificate, as browsers and OpenSSL show it: {@code AB:CD:…}. */
  public String fingerprint() {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public X509Certificate certificate() {
    return certificate;
  }

  Pem pem() {
    return pem;
  }
}
