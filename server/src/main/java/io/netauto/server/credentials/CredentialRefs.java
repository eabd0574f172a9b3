package io.netauto.server.credentials;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** All sources of credentials; a reference is resolved anew for every use. */
@Service
public class CredentialRefs {
  private final List<CredentialSource> sources;

  CredentialRefs(List<CredentialSource> sources) {
    this.sources = sources.stream().sorted(Comparator.comparing(CredentialSource::scheme)).toList();
  }

  /** Why this text cannot be a reference; empty for a good one and for an empty text. */
  public Optional<String> problemWith(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    CredentialRef ref = CredentialRef.parse(text);
    return source(ref)
        .map(source -> source.problemWith(ref.name()))
        .orElseGet(
            () ->
                Optional.of(
                    "There is no source of credentials \"%s\". Known: %s."
                        .formatted(ref.source(), known())));
  }

  /** The secret that a reference stands for now. */
  public Resolution resolve(String text) {
    if (text.isEmpty()) {
      return new Resolution.NotFound(
          "The device has no credential.",
          "a reference such as env:LAB_DEFAULT",
          "Edit the device and set its credential reference.");
    }
    CredentialRef ref = CredentialRef.parse(text);
    return source(ref)
        .map(source -> source.resolve(ref.name()))
        .orElseGet(
            () ->
                new Resolution.NotFound(
                    "There is no source of credentials \"%s\".".formatted(ref.source()),
                    "one of " + known(),
                    "Edit the device's credential reference."));
  }

  private Optional<CredentialSource> source(CredentialRef ref) {
    return sources.stream().filter(source -> source.scheme().equals(ref.source())).findFirst();
  }

  private String known() {
    return String.join(", ", sources.stream().map(source -> source.scheme() + ":").toList());
  }
}
