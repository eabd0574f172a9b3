package io.netauto.server.identity;

import io.netauto.server.web.PublicUrl;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.converter.ClaimTypeConverter;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/**
 * The OpenID provider, asked when somebody signs in and not before: the server starts without it.
 * Every call to it has a time limit. What it says about itself is kept for an hour, and for longer
 * when it is away.
 */
@Component
class SsoProvider implements ClientRegistrationRepository, JwtDecoderFactory<ClientRegistration> {
  /** The id of the only registration, a part of the address where a login begins. */
  static final String ID = "login";

  private static final Logger log = LoggerFactory.getLogger(SsoProvider.class);
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final Duration KEPT = Duration.ofHours(1);

  private final SsoSettings settings;
  private final String here;
  private final Clock clock;
  private final JdkClientHttpRequestFactory requests;
  private final RestClient http;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile @Nullable Known known;

  /** The last failure and when it was; guarded by {@link #asking}. */
  private @Nullable Failure failure;

  @Autowired
  SsoProvider(SsoSettings settings, PublicUrl publicUrl, Clock clock) {
    this(settings, publicUrl.given().orElse("{baseUrl}"), clock, ANSWER);
  }

  /**
   * @param here where people reach this server; {@code {baseUrl}} stands for what a request says
   */
  SsoProvider(SsoSettings settings, String here, Clock clock, Duration answer) {
    this.settings = settings;
    this.here = here;
    this.clock = clock;
    this.requests =
        new JdkClientHttpRequestFactory(HttpClient.newBuilder().connectTimeout(CONNECT).build());
    requests.setReadTimeout(answer);
    this.http = RestClient.builder().requestFactory(requests).build();
  }

  private record Known(
      ClientRegistration registration, JwtDecoder decoder, Instant at, long nanos) {}

  private record Failure(RuntimeException why, long nanos) {}

  /** The provider cannot be asked now. */
  static final class Away extends AuthenticationException {
    private static final long serialVersionUID = 1;

    Away(Throwable cause) {
      super("The provider of single sign-on does not answer.", cause);
    }
  }

  /** A client for calls to the provider by libraries that want a template. */
  RestTemplate template() {
    return new RestTemplate(requests);
  }

  /** What exchanges the code for tokens. */
  RestClientAuthorizationCodeTokenResponseClient tokenClient() {
    RestClientAuthorizationCodeTokenResponseClient client =
        new RestClientAuthorizationCodeTokenResponseClient();
    client.setRestClient(
        RestClient.builder()
            .requestFactory(requests)
            .configureMessageConverters(
                converters ->
                    converters
                        .addCustomConverter(new FormHttpMessageConverter())
                        .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
            .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
            .build());
    return client;
  }

  @Override
  public @Nullable ClientRegistration findByRegistrationId(String id) {
    return settings.isOn() && id.equals(ID) ? known().registration() : null;
  }

  @Override
  public JwtDecoder createDecoder(ClientRegistration registration) {
    return known().decoder();
  }

  /**
   * Whether it answers now: else the browser that is sent there shows an error of its own, which
   * says nothing of what to do.
   */
  boolean answers() {
    try {
      askedNow();
      return true;
    } catch (Away e) {
      return false;
    }
  }

  /** What it said within the last hour, or before where it is away; throws {@link Away}. */
  private Known known() {
    Known before = known;
    if (before != null && before.at().plus(KEPT).isAfter(clock.instant())) {
      return before;
    }
    try {
      return askedNow();
    } catch (Away e) {
      if (before != null) {
        return before;
      }
      throw e;
    }
  }

  /**
   * What it says now; throws {@link Away}. One asks for all who wait meanwhile, and they fail with
   * it instead of each waiting for an answer of its own.
   */
  private Known askedNow() {
    long begin = System.nanoTime();
    asking.lock();
    try {
      if (known != null && known.nanos() - begin > 0) {
        return known;
      }
      if (failure != null && failure.nanos() - begin > 0) {
        throw new Away(failure.why());
      }
      known = asked();
      return known;
    } catch (Away e) {
      throw e;
    } catch (RuntimeException e) {
      log.warn("Single sign-on: {} does not answer: {}", settings.issuer(), e.toString());
      failure = new Failure(e, System.nanoTime());
      throw new Away(e);
    } finally {
      asking.unlock();
    }
  }

  private Known asked() {
    Map<String, Object> said =
        http.get()
            .uri(settings.issuer().replaceFirst("/$", "") + "/.well-known/openid-configuration")
            .retrieve()
            .body(new ParameterizedTypeReference<Map<String, Object>>() {});
    if (said == null || !settings.issuer().equals(said.get("issuer"))) {
      throw new IllegalStateException(
          "the provider calls itself %s, and NET_AUTO_OIDC_ISSUER is %s"
              .formatted(said == null ? "nothing" : said.get("issuer"), settings.issuer()));
    }
    ClientRegistration registration =
        ClientRegistrations.fromOidcConfiguration(said)
            .registrationId(ID)
            .clientId(settings.clientId())
            .clientSecret(settings.clientSecret())
            .scope(settings.scopes())
            .redirectUri(here + "/login/callback")
            .userNameAttributeName("sub")
            .build();
    return new Known(registration, decoder(registration, said), clock.instant(), System.nanoTime());
  }

  /** Accepts the asymmetric algorithms that the provider names, RS256 where it names none. */
  private JwtDecoder decoder(ClientRegistration registration, Map<String, Object> said) {
    Set<SignatureAlgorithm> algorithms =
        (said.get("id_token_signing_alg_values_supported") instanceof List<?> names
                ? names.stream()
                : Stream.of("RS256"))
            .map(name -> SignatureAlgorithm.from(String.valueOf(name)))
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    NimbusJwtDecoder decoder =
        NimbusJwtDecoder.withJwkSetUri(
                String.valueOf(registration.getProviderDetails().getJwkSetUri()))
            .jwsAlgorithms(all -> all.addAll(algorithms))
            .restOperations(template())
            .build();
    decoder.setClaimSetConverter(
        new ClaimTypeConverter(OidcIdTokenDecoderFactory.createDefaultClaimTypeConverters()));
    decoder.setJwtValidator(
        new DelegatingOAuth2TokenValidator<>(
            List.of(new JwtTimestampValidator(), new OidcIdTokenValidator(registration))));
    return decoder;
  }
}
