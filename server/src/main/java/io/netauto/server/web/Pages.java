package io.netauto.server.web;

import gg.jte.Content;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.support.RequestContextUtils;

/**
 * The pages: a template of {@code src/main/jte} and what it shows. Every template takes a {@link
 * Frame} named {@code frame} and its own content named {@code page}.
 */
@Component
public class Pages {
  private static final String DONE = "done";

  /** What administrators of the server alone may. */
  private static final String SUPERUSERS = "customers:manage";

  private final TemplateEngine templates =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, Pages.class.getClassLoader(), "io.netauto.server.pages");
  private final Assets assets = Assets.built();
  private final List<NavigationEntry> navigation;
  private final ObjectProvider<NavigationBadge> badges;
  private final ObjectProvider<Caution> cautions;
  private final ObjectProvider<SignedIn> signedIn;
  private final Clock clock;

  Pages(
      List<NavigationEntry> navigation,
      ObjectProvider<NavigationBadge> badges,
      ObjectProvider<Caution> cautions,
      ObjectProvider<SignedIn> signedIn,
      Clock clock) {
    this.badges = badges;
    this.cautions = cautions;
    this.navigation =
        navigation.stream().sorted(Comparator.comparingInt(NavigationEntry::order)).toList();
    this.signedIn = signedIn;
    this.clock = clock;
  }

  /** A page with status 200. */
  public View show(String template, Object page) {
    return new TemplateView(template, HttpStatus.OK, page);
  }

  public View show(String template, HttpStatus status, Object page) {
    return new TemplateView(template, status, page);
  }

  /** A template as a part of another. */
  public Content content(String template, Frame frame, Object page) {
    return out -> templates.render(template + ".jte", Map.of("frame", frame, "page", page), out);
  }

  /** What is around the page that answers this request. */
  public Frame frame(HttpServletRequest request) {
    Viewer viewer = signedIn.stream().flatMap(s -> s.viewer().stream()).findFirst().orElse(null);
    Object original = request.getAttribute("jakarta.servlet.error.request_uri");
    String path = original == null ? request.getRequestURI() : original.toString();
    boolean part = isPart(request);
    return new Frame(
        assets,
        viewer,
        viewer == null
            ? List.of()
            : navigation.stream().filter(n -> viewer.may(n.permission())).toList(),
        viewer == null || part ? Map.of() : badges(),
        viewer == null || part ? List.of() : cautions(viewer, path),
        path,
        csrf(request),
        done(request),
        part,
        clock.instant(),
        String.valueOf(MDC.get(RequestIds.KEY)));
  }

  private Map<String, NavigationBadge.Badge> badges() {
    Map<String, NavigationBadge.Badge> shown = new HashMap<>();
    badges.forEach(each -> each.badge().ifPresent(badge -> shown.put(each.path(), badge)));
    return shown;
  }

  private List<String> cautions(Viewer viewer, String path) {
    boolean here = path.equals("/") || path.startsWith("/settings/");
    return here && viewer.may(SUPERUSERS)
        ? cautions.stream().flatMap(each -> each.words().stream()).toList()
        : List.of();
  }

  /** htmx asks for a part, but for the whole page when it goes back in the history. */
  private static boolean isPart(HttpServletRequest request) {
    return request.getHeader("HX-Request") != null
        && request.getHeader("HX-History-Restore-Request") == null
        && request.getHeader("HX-Boosted") == null;
  }

  /** The next page of this person says what was done. */
  public static void sayDone(RedirectAttributes redirect, String words) {
    redirect.addFlashAttribute(DONE, words);
  }

  private static @Nullable String done(HttpServletRequest request) {
    Map<String, ?> flash = RequestContextUtils.getInputFlashMap(request);
    return flash != null && flash.get(DONE) instanceof String words ? words : null;
  }

  private static Frame.@Nullable Csrf csrf(HttpServletRequest request) {
    return request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token
        ? new Frame.Csrf(token.getHeaderName(), token.getParameterName(), token.getToken())
        : null;
  }

  private final class TemplateView implements View {
    private final String template;
    private final HttpStatus status;
    private final Object page;

    TemplateView(String template, HttpStatus status, Object page) {
      this.template = template;
      this.status = status;
      this.page = page;
    }

    @Override
    public String getContentType() {
      return "text/html;charset=UTF-8";
    }

    /** The whole page is made before its first byte goes out, so that a fault has its own page. */
    @Override
    public void render(
        @Nullable Map<String, ?> model, HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      Utf8ByteOutput out = new Utf8ByteOutput();
      content(template, frame(request), page).writeTo(out);
      response.setStatus(status.value());
      response.setContentType(getContentType());
      response.setHeader("Vary", "HX-Request");
      response.setContentLength(out.getContentLength());
      out.writeTo(response.getOutputStream());
    }
  }
}
