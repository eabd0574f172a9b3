package io.netauto.server.identity;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.stereotype.Component;

/**
 * Access tokens of programs: JWTs signed with ES256 and nothing else. A token says who and in which
 * customer; what they may do is read at each request, so that a change holds at once.
 */
@Component
class AccessTokens {
  private static final String US = "netauto";
  private static final String CUSTOMER = "customer";
  private static final String FAMILY = "sid";
  private static final Duration LONGEST = Duration.ofHours(12);

  private final SigningKeys keys;
  private final RefreshTokens families;
  private final UserTable users;
  private final NimbusJwtDecoder decoder;
  private final Clock clock;
  private final Duration lifetime;

  AccessTokens(
      SigningKeys keys,
      RefreshTokens families,
      UserTable users,
      Clock clock,
      @Value("${netauto.logins.access-token:10m}") Duration lifetime) {
    if (!lifetime.isPositive() || lifetime.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "NET_AUTO_ACCESS_TOKEN is \"%s\": use a time of up to 12h, as 10m.".formatted(lifetime));
    }
    this.keys = keys;
    this.families = families;
    this.users = users;
    this.clock = clock;
    this.lifetime = lifetime;
    this.decoder =
        NimbusJwtDecoder.withJwkSource(keys).jwsAlgorithm(SignatureAlgorithm.ES256).build();
    JwtTimestampValidator times = new JwtTimestampValidator(Duration.ZERO);
    times.setClock(clock);
    decoder.setJwtValidator(
        new DelegatingOAuth2TokenValidator<>(
            List.of(times, new JwtIssuerValidator(US), new JwtAudienceValidator(US))));
  }

  Duration lifetime() {
    return lifetime;
  }

  String issue(RefreshTokens.Family family) {
    Instant now = clock.instant();
    JwtClaimsSet claims =
        JwtClaimsSet.builder()
            .issuer(US)
            .audience(List.of(US))
            .subject(Long.toString(family.user().value()))
            .claim(CUSTOMER, Long.toString(family.customer().value()))
            .claim(FAMILY, family.id().toString())
            .id(UUID.randomUUID().toString())
            .issuedAt(now)
            .expiresAt(now.plus(lifetime))
            .build();
    JwsHeader header = JwsHeader.with(SignatureAlgorithm.ES256).type("JWT").build();
    return new NimbusJwtEncoder(new ImmutableJWKSet<>(new JWKSet(keys.signing())))
        .encode(JwtEncoderParameters.from(header, claims))
        .getTokenValue();
  }

  /** The login that a token came of; empty for one that is over, altered or of somebody else. */
  Optional<RefreshTokens.Family> family(String token) {
    Jwt jwt;
    try {
      jwt = decoder.decode(token);
    } catch (BadJwtException e) {
      return Optional.empty();
    }
    String id = jwt.getClaimAsString(FAMILY);
    return id == null
        ? Optional.empty()
        : families
            .family(UUID.fromString(id))
            .filter(f -> Long.toString(f.user().value()).equals(jwt.getSubject()))
            .filter(
                f -> Long.toString(f.customer().value()).equals(jwt.getClaimAsString(CUSTOMER)));
  }

  /**
   * Whom a token stands for now; empty also after a logout, a changed password, a deactivation and
   * the end of a membership.
   */
  Optional<Actor> actor(String token) {
    return family(token).flatMap(f -> users.actor(f.user(), f.customer(), f.passwordChangedAt()));
  }
}
