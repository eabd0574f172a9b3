package io.netauto.cli.server;

import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists that come in pages. */
public final class Pages {
  private static final int LARGEST = 500;

  private Pages() {}

  /**
   * As many items as wanted, in the form of one page: {@code items}, {@code next}, {@code total}
   * and whether there are more than that.
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
    result.put("totalIsAtLeast", page.path("totalIsAtLeast").asBoolean(false));
    return result;
  }

  /** Takes every item, page by page, so that a long list needs no more memory than a short one. */
  public static void each(Server server, String path, Query query, Consumer<JsonNode> taker) {
    String cursor = "";
    String before;
    do {
      var next =
          query.copy().with("limit", LARGEST).with("cursor", cursor.isEmpty() ? null : cursor);
      JsonNode page = server.get(path, next);
      page.path("items").forEach(taker);
      before = cursor;
      cursor = Json.text(page, "next");
    } while (!cursor.isEmpty() && !cursor.equals(before));
  }
}
