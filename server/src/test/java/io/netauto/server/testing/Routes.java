package io.netauto.server.testing;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * An address that the server answers.
 *
 * @param parameters the names of the query's parameters, as far as the controller names them
 */
public record Routes(RequestMethod method, String pattern, List<String> parameters) {
  private static final Pattern VARIABLE = Pattern.compile("\\{\\w+(?::[^}]*)?\\}");

  /** All there are, but for the error page and what the tests add. */
  public static List<Routes> of(RequestMappingHandlerMapping endpoints) {
    return endpoints.getHandlerMethods().entrySet().stream()
        .flatMap(
            entry ->
                entry.getKey().getMethodsCondition().getMethods().stream()
                    .flatMap(
                        method ->
                            entry.getKey().getPatternValues().stream()
                                .map(
                                    pattern ->
                                        new Routes(
                                            method,
                                            pattern,
                                            Arrays.stream(entry.getValue().getMethodParameters())
                                                .filter(
                                                    p ->
                                                        p.hasParameterAnnotation(
                                                            RequestParam.class))
                                                .map(p -> p.getParameter().getName())
                                                .toList()))))
        .filter(route -> !route.pattern.startsWith("/assets/") && !route.pattern.equals("/error"))
        .sorted(Comparator.comparing((Routes r) -> r.pattern).thenComparing(r -> r.method))
        .toList();
  }

  public boolean isPage() {
    return !pattern.startsWith("/api/") && !pattern.startsWith("/ws/");
  }

  public boolean isWrite() {
    return method != RequestMethod.GET && method != RequestMethod.HEAD;
  }

  /**
   * The address with its variables filled in.
   *
   * @param ids a value by what stands before it, such as {@code /devices/}
   * @param other for every other variable
   */
  public String path(Map<String, String> ids, String other) {
    StringBuilder path = new StringBuilder();
    int from = 0;
    for (MatchResult variable : VARIABLE.matcher(pattern).results().toList()) {
      String before = pattern.substring(0, variable.start());
      path.append(pattern, from, variable.start()).append(ids.getOrDefault(before, other));
      from = variable.end();
    }
    return path.append(pattern.substring(from)).toString();
  }

  @Override
  public String toString() {
    return method + " " + pattern;
  }
}
