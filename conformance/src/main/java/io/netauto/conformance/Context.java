package io.netauto.conformance;

import io.netauto.driver.Driver;
import io.netauto.driver.platform.Platforms;
import io.netauto.simulator.recording.Chaos;
import io.netauto.simulator.recording.RecordedFleet;

/**
 * What cases are run with.
 *
 * @param chaos what is done to sessions
 */
public record Context(Platforms platforms, RecordedFleet fleet, Driver driver, Chaos chaos) {}
