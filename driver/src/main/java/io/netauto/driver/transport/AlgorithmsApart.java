package io.netauto.driver.transport;

import io.netauto.driver.Algorithms;
import io.netauto.driver.Failure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.sshd.common.kex.KexProposalOption;
import org.jspecify.annotations.Nullable;

/** Says in which kinds of algorithm a device and this side have none in common. */
final class AlgorithmsApart {
  private AlgorithmsApart() {}

  /** What fails, each kind with what the device offers; null when all kinds have a common name. */
  static @Nullable Failure between(
      SshAttempt attempt,
      Map<KexProposalOption, String> ours,
      Map<KexProposalOption, String> theirs) {
    Map<String, String> offered = new LinkedHashMap<>();
    Map<String, String> wanted = new LinkedHashMap<>();
    for (KexProposalOption option : KexProposalOption.values()) {
      List<String> us = names(ours.get(option));
      List<String> them = names(theirs.get(option));
      boolean language = option == KexProposalOption.C2SLANG || option == KexProposalOption.S2CLANG;
      if (!language && !us.isEmpty() && us.stream().noneMatch(them::contains)) {
        offered.putIfAbsent(describe(option), String.join(", ", them));
        wanted.putIfAbsent(describe(option), String.join(", ", us));
      }
    }
    if (offered.isEmpty()) {
      return null;
    }
    List<String> apart = new ArrayList<>();
    offered.forEach((kind, names) -> apart.add("no " + kind + " (it offers " + names + ")"));
    List<String> expected = new ArrayList<>();
    wanted.forEach((kind, names) -> expected.add("one " + kind + " of " + names));
    return new Failure(
        Failure.Cause.NO_COMMON_ALGORITHM,
        "Nothing in common with " + attempt.target + ": " + String.join("; ", apart) + ".",
        String.join("; ", expected),
        "",
        legacyFits(theirs) ? advice(attempt) : NO_HELP);
  }

  private static final String NO_HELP =
      "Not even the legacy algorithms fit; upgrade the device's software or its SSH settings.";

  static String advice(SshAttempt attempt) {
    return attempt.algorithms.equals(Algorithms.legacy())
        ? NO_HELP
        : "If the device cannot be upgraded, set its algorithms to legacy: for this device alone.";
  }

  private static boolean legacyFits(Map<KexProposalOption, String> theirs) {
    Algorithms legacy = Algorithms.legacy();
    return common(legacy.keyExchanges(), theirs, KexProposalOption.ALGORITHMS)
        && common(legacy.signatures(), theirs, KexProposalOption.SERVERKEYS)
        && common(legacy.ciphers(), theirs, KexProposalOption.C2SENC)
        && common(legacy.ciphers(), theirs, KexProposalOption.S2CENC)
        && common(legacy.macs(), theirs, KexProposalOption.C2SMAC)
        && common(legacy.macs(), theirs, KexProposalOption.S2CMAC);
  }

  private static boolean common(
      List<String> names, Map<KexProposalOption, String> theirs, KexProposalOption option) {
    return names(theirs.get(option)).stream().anyMatch(names::contains);
  }

  private static List<String> names(@Nullable String list) {
    return list == null || list.isBlank()
        ? List.of()
        : Arrays.stream(list.split(","))
            .filter(n -> !n.startsWith("kex-strict") && !n.startsWith("ext-info"))
            .toList();
  }

  private static String describe(KexProposalOption option) {
    return switch (option) {
      case ALGORITHMS -> "key exchange";
      case SERVERKEYS -> "host key algorithm";
      case C2SENC, S2CENC -> "cipher";
      case C2SMAC, S2CMAC -> "MAC";
      case C2SCOMP, S2CCOMP -> "compression";
      case C2SLANG, S2CLANG -> "language";
    };
  }
}
