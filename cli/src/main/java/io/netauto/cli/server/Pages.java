package io.netauto.cli.server;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists that come in pages. */
public final class Pages {
  private static final int LARGEST = 500;

  private Pages() {}

  /**
   * As many items as wanted, in the form of one page: {@code items}, {@code next} and {@code
   * total}.
   */
  public static ObjectNode read(Server server, String path, Query query, int limit) {
    ObjectNode result = Json.object();
    var items = result.putArray("items");
    String cursor = null;
    String before;
    JsonNode page;
    do {
      var next = query.copy().with("limit", Math.min(LARGEST, limit - items.size()));
      page = server.get(path, next.with("cursor", cursor));
      before = cursor;
      JsonNode rows = page.isArray() ? page : page.path("items");
      rows.forEach(items::add);
      cursor = Json.text(page, "next");
      // The third condition: a server that stands still must not keep the client going for ever.
    } while (!cursor.isEmpty() && items.size() < limit && !cursor.equals(before));
    result.set("next", page.path("next").isMissingNode() ? result.nullNode() : page.path("next"));
    result.put("total", page.path("total").asLong(items.size()));
    return result;
  }
}
