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
   * Prepares a login that leads to {@code next}, once the provider is known to answer.
   *
   * @param anew whether the provider asks who it is, even where it knows somebody in this browser
   * @return false when it does not answer
   */
  public boolean begin(HttpServletRequest request, String next, boolean anew) {
    if (!settings.isOn() || !provider.answers()) {
      return false;
    }
    SsoSecurity.keepNext(request, next, anew);
    return true;
  }
}
