package io.netauto.server.events.web;

import io.netauto.server.events.Event;
import io.netauto.server.events.Events;
import io.netauto.server.identity.CurrentActor;
import io.netauto.server.web.Page;
import io.netauto.server.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/events")
@Tag(name = "Events", description = "What happened that somebody has to look at.")
class EventsApi {
  private final Events events;
  private final CurrentActor actor;

  EventsApi(Events events, CurrentActor actor) {
    this.events = events;
    this.actor = actor;
  }

  @GetMapping
  @Operation(summary = "List events, newest first; all=true also those that were looked at")
  Page<Event> list(
      @RequestParam(defaultValue = "false") boolean all,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    if (limit < 1 || limit > 500) {
      throw ProblemException.invalid("limit", "A page has 1 to 500 items.");
    }
    return events.list(actor.get(), all, cursor, limit);
  }

  @PostMapping("/{id}/acknowledge")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Note that you have looked at an event")
  void acknowledge(@PathVariable long id) {
    events.acknowledge(actor.get(), id);
  }

  /** The same for pages. */
  @Controller
  static class OnPages {
    private final Events events;
    private final CurrentActor actor;

    OnPages(Events events, CurrentActor actor) {
      this.events = events;
      this.actor = actor;
    }

    @PostMapping("/events/{id:[0-9]+}/acknowledge")
    String acknowledge(@PathVariable long id) {
      events.acknowledge(actor.get(), id);
      return "redirect:/";
    }
  }
}
