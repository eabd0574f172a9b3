package io.netauto.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

class DatabaseAwayTest {
  private final DatabaseAway filter = new DatabaseAway(new Problems(JsonMapper.builder().build()));

  private MockHttpServletResponse answer(String path) throws Exception {
    var response = new MockHttpServletResponse();
    filter.doFilter(
        new MockHttpServletRequest("GET", path),
        response,
        (request, r) -> {
          throw new CannotGetJdbcConnectionException("secret host");
        });
    return response;
  }

  @Test
  void says_that_the_database_is_away_when_a_filter_needs_it() throws Exception {
    var api = answer("/api/v1/devices");
    assertThat(api.getStatus()).isEqualTo(503);
    assertThat(api.getContentType()).isEqualTo("application/problem+json");
    assertThat(api.getHeader("Retry-After")).isEqualTo("3");
    assertThat(api.getContentAsString()).contains("database_away").doesNotContain("secret host");
    assertThat(answer("/devices").getStatus()).isEqualTo(503);
  }
}
