package io.netauto.server.logins;

import org.springframework.stereotype.Component;

/** How often the database is asked for times of logins. */
@Component
public class SlotQuestions {
  private final LoginSlots slots;

  SlotQuestions(LoginSlots slots) {
    this.slots = slots;
  }

  /** So often since the start. */
  public long asked() {
    return slots.questions();
  }
}
