package io.netauto.cli.server;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parameters of a request, in order; null ones are left out. */
public final class Query {
  private final List<String> pairs = new ArrayList<>();

  public Query with(String name, @Nullable Object value) {
    if (value != null) {
      pairs.add(encode(name) + "=" + encode(value.toString()));
    }
    return this;
  }

  Query copy() {
    var copy = new Query();
    copy.pairs.addAll(pairs);
    return copy;
  }

  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public String toString() {
    return pairs.isEmpty() ? "" : "?" + String.join("&", pairs);
  }
}
