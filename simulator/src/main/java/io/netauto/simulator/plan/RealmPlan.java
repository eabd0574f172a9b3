package io.netauto.simulator.plan;

/**
 * A login realm as it is to be, such as an AAA server that many devices ask.
 *
 * @param rate logins that it takes in any second; zero is without limit
 */
public record RealmPlan(String name, int rate) {
  public RealmPlan {
    if (name.isBlank() || rate < 0) {
      throw new IllegalArgumentException("Not a realm: '" + name + "' with a rate of " + rate);
    }
  }
}
