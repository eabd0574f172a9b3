package io.netauto.server.web;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What every template is given besides its own page: for whom, when and within what it is shown.
 *
 * @param viewer null where nobody is logged in
 * @param navigation what the viewer may go to
 * @param badges what stands beside entries of the navigation, by their paths
 * @param cautions what is wrong with the server, for who administers it
 * @param path the path of the page
 * @param csrf what a form has to send; null where there is no session
 * @param done what was just done, in words; null for nothing
 * @param part whether only a part of the page is wanted, without the frame
 */
public record Frame(
    Assets assets,
    @Nullable Viewer viewer,
    List<NavigationEntry> navigation,
    Map<String, NavigationBadge.Badge> badges,
    List<String> cautions,
    String path,
    @Nullable Csrf csrf,
    @Nullable String done,
    boolean part,
    Instant now,
    String requestId) {

  /** The token against requests forged by other sites. */
  public record Csrf(String header, String parameter, String token) {
    @Override
    public String toString() {
      return "Csrf[header=" + header + ", token=***]";
    }
  }

  public Frame {
    navigation = List.copyOf(navigation);
    badges = Map.copyOf(badges);
    cautions = List.copyOf(cautions);
  }

  public boolean may(String permission) {
    return viewer != null && viewer.may(permission);
  }

  /** The title of a page, with the customer for people who have several. */
  public String title(String page) {
    return viewer != null && viewer.isOfSeveral()
        ? "%s · %s · NetAuto".formatted(page, viewer.customer())
        : page + " · NetAuto";
  }

  public String asset(String name) {
    return assets.path(name);
  }

  public String icon(String name) {
    return assets.path("icons.svg") + "#" + name;
  }

  /** How long ago that was, in words. */
  public String ago(Instant at) {
    return Words.ago(at, now);
  }
}
