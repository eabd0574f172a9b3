package io.netauto.driver.getters;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The answers of getters as JSON of NAPALM's shape. Safe for any thread. */
public final class GetterJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
          .build();

  private GetterJson() {}

  /** The value of an {@link Answer.Known} as JSON: records become objects with snake_case keys. */
  public static JsonNode of(Object value) {
    return MAPPER.valueToTree(value);
  }
}
