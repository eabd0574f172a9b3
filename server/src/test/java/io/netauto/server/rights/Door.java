package io.netauto.server.rights;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.context.ApplicationContext;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;

/**
 * A way in: a method and a path with its variables, as {@code GET /api/v1/devices/{id}}; {@code WS}
 * for a WebSocket.
 *
 * @param fields what a form sends for each of the parameters
 */
record Door(String method, String path, Map<String, String> fields) implements Comparable<Door> {
  private static final Pattern VARIABLE = Pattern.compile("(?:([^/{}]+)/)?\\{([a-zA-Z]+)}");

  /** Every one that the running server has, but for the page of errors and the tests' own. */
  static List<Door> all(ApplicationContext server) {
    List<Door> doors = new ArrayList<>();
    for (RequestMappingInfoHandlerMapping mapping :
        server.getBeansOfType(RequestMappingInfoHandlerMapping.class).values()) {
      mapping.getHandlerMethods().forEach((info, handler) -> doors.addAll(of(info, handler)));
    }
    for (AbstractUrlHandlerMapping mapping :
        server.getBeansOfType(AbstractUrlHandlerMapping.class).values()) {
      mapping
          .getHandlerMap()
          .forEach(
              (path, handler) -> {
                if (handler instanceof WebSocketHttpRequestHandler) {
                  doors.add(new Door("WS", path.replace("/*", "/{id}"), Map.of()));
                }
              });
    }
    return doors.stream()
        .filter(door -> !door.path.startsWith("/error") && !door.path.startsWith("/assets/"))
        .distinct()
        .sorted()
        .toList();
  }

  private static List<Door> of(RequestMappingInfo info, HandlerMethod handler) {
    List<String> methods =
        info.getMethodsCondition().getMethods().stream().map(Enum::name).toList();
    Map<String, String> fields = new TreeMap<>();
    for (MethodParameter parameter : handler.getMethodParameters()) {
      RequestParam field = parameter.getParameterAnnotation(RequestParam.class);
      String name = parameter.getParameter().getName();
      if (field != null) {
        fields.put(
            field.name().isEmpty() ? name : field.name(),
            SampleBody.text(field.name().isEmpty() ? name : field.name(), parameter));
      }
    }
    return info.getPatternValues().stream()
        .flatMap(
            path ->
                (methods.isEmpty() ? List.of("GET") : methods)
                    .stream()
                        .map(
                            method ->
                                new Door(
                                    method, path.replaceAll("(\\{\\w+):[^}]*}", "$1}"), fields)))
        .toList();
  }

  /** Whether a thing may be gone afterwards: 1, else 0; such doors are tried last. */
  int ends() {
    return method.equals("DELETE") || path.matches(".*/(delete|remove|revoke|cancel)") ? 1 : 0;
  }

  /** Whether it makes a thing of this name where there is none, each customer its own. */
  boolean makesWhatItNames() {
    return method.equals("PUT") && path.endsWith("{name}");
  }

  boolean isPage() {
    return !path.startsWith("/api/") && !path.startsWith("/ws/");
  }

  boolean namesSomething() {
    return path.contains("{");
  }

  /**
   * The path with its variables replaced.
   *
   * @param ids gives the text for a kind (the part of the path before the variable) and the
   *     variable's name
   */
  String with(java.util.function.BinaryOperator<String> ids) {
    return VARIABLE
        .matcher(path)
        .replaceAll(
            found -> {
              String kind = found.group(1) == null ? "" : found.group(1);
              return Matcher.quoteReplacement(
                  (kind.isEmpty() ? "" : kind + "/") + ids.apply(kind, found.group(2)));
            });
  }

  @Override
  public int compareTo(Door other) {
    return Comparator.comparing(Door::path).thenComparing(Door::method).compare(this, other);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Door door && compareTo(door) == 0;
  }

  @Override
  public int hashCode() {
    return path.hashCode();
  }

  @Override
  public String toString() {
    return method + " " + path;
  }
}
