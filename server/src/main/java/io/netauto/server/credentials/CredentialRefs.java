package io.netauto.server.credentials;

import io.netauto.server.identity.CustomerId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** All sources of credentials; a reference is resolved anew for every use. */
@Service
public class CredentialRefs {
  private static final String REFUSAL_ADVICE =
      "Store one of your own and name it stored:NAME, or ask an administrator of the server to"
          + " allow this one.";

  private final List<CredentialSource> sources;
  private final CredentialPatterns patterns;

  CredentialRefs(List<CredentialSource> sources, CredentialPatterns patterns) {
    this.sources = sources.stream().sorted(Comparator.comparing(CredentialSource::scheme)).toList();
    this.patterns = patterns;
  }

  /**
   * Why this text cannot be a reference of this customer; empty for a good one and for an empty
   * text. Says nothing about secrets that the customer may not use.
   */
  public Optional<String> problemWith(CustomerId customer, String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    CredentialRef ref = CredentialRef.parse(text);
    Optional<CredentialSource> source = source(ref);
    if (source.isEmpty()) {
      return Optional.of(
          "There is no source of credentials \"%s\". Known: %s.".formatted(ref.source(), known()));
    }
    return mayUse(customer, source.get(), ref)
        ? source.get().problemWith(customer, ref.name())
        : Optional.of(refusal(ref) + " " + REFUSAL_ADVICE);
  }

  /** The secret that a reference stands for now. */
  public Resolution resolve(CustomerId customer, String text) {
    if (text.isEmpty()) {
      return new Resolution.NotFound(
          "The device has no credential.",
          "a reference such as env:LAB_DEFAULT",
          "Edit the device and set its credential reference.");
    }
    CredentialRef ref = CredentialRef.parse(text);
    Optional<CredentialSource> source = source(ref);
    if (source.isEmpty()) {
      return new Resolution.NotFound(
          "There is no source of credentials \"%s\".".formatted(ref.source()),
          "one of " + known(),
          "Edit the device's credential reference.");
    }
    return mayUse(customer, source.get(), ref)
        ? source.get().resolve(customer, ref.name())
        : new Resolution.NotFound(
            refusal(ref), "a credential that is allowed to this customer", REFUSAL_ADVICE);
  }

  private static String refusal(CredentialRef ref) {
    return "This customer may not use the credential \"%s\".".formatted(ref);
  }

  private boolean mayUse(CustomerId customer, CredentialSource source, CredentialRef ref) {
    return !source.isOfTheServer() || patterns.allow(customer, source, ref.name());
  }

  private Optional<CredentialSource> source(CredentialRef ref) {
    return sources.stream().filter(source -> source.scheme().equals(ref.source())).findFirst();
  }

  private String known() {
    return String.join(", ", sources.stream().map(source -> source.scheme() + ":").toList());
  }
}
