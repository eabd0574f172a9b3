package io.netauto.server.identity;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Service;

/** Single sign-on as the login page offers it. */
@Service
public class SingleSignOn {
  /** Where the way to the provider begins. */
  public static final String START = "/sso/" + SsoProvider.ID;

  private final SsoSettings settings;
  private final SsoProvider provider;

  SingleSignOn(SsoSettings settings, SsoProvider provider) {
    this.settings = settings;
    this.provider = provider;
  }

  /** Whether a provider is set. */
  public boolean isOn() {
    return settings.isOn();
  }

  /**
   * Prepares a login that leads to {@code next}; asks the provider where that was long ago.
   *
   * @return false when it does not answer
   */
  public boolean begin(HttpServletRequest request, String next) {
    try {
      if (provider.findByRegistrationId(SsoProvider.ID) == null) {
        return false;
      }
    } catch (SsoProvider.Away e) {
      return false;
    }
    SsoSecurity.keepNext(request, next);
    return true;
  }
}
