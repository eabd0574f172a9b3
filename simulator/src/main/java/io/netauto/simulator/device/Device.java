package io.netauto.simulator.device;

import io.netauto.simulator.plan.DevicePlan;
import io.netauto.simulator.platform.Platform;
import io.netauto.simulator.platform.Platforms;
import io.netauto.simulator.platform.Text;
import io.netauto.simulator.recording.Recording;
import java.time.Clock;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One simulated device: what all of its sessions share. Thread-safe. */
public final class Device {
  private final DevicePlan plan;
  private final Platform platform;
  private final Clock clock;
  private final Counters counters;
  private final Totals totals;
  private final @Nullable Realm realm;
  private final @Nullable Recording recording;
  private volatile String hostname;
  private @Nullable Configuration running;
  private @Nullable Configuration candidate;
  private @Nullable String saved;

  /**
   * @param realm what judges its logins besides itself, or null
   * @param recording what answers in its sessions, or null for its platform
   */
  public Device(
      DevicePlan plan,
      Clock clock,
      Totals totals,
      @Nullable Realm realm,
      @Nullable Recording recording) {
    this.recording = recording;
    this.plan = plan;
    this.totals = totals;
    this.counters = new Counters(totals);
    this.realm = realm;
    this.platform =
        recording == null ? Platforms.named(plan.platform()) : Platform.bare(plan.platform());
    this.clock = clock;
    this.hostname = plan.name();
  }

  public DevicePlan plan() {
    return plan;
  }

  public Platform platform() {
    return platform;
  }

  /** What answers in its sessions, or null for its platform. */
  public @Nullable Recording recording() {
    return recording;
  }

  public Counters counters() {
    return counters;
  }

  /** What judges its logins besides itself, or null. */
  public @Nullable Realm realm() {
    return realm;
  }

  /** The number of a new session, unique in the fleet. */
  public long nextSession() {
    return totals.nextSession();
  }

  /** Counts a line that a session was sent at its prompt. */
  public void received(long session, String line) {
    counters.received(session, clock.instant(), line);
  }

  /** The running configuration; made when it is first asked for, as most are never. */
  public synchronized Configuration running() {
    if (running == null) {
      running = Configuration.parse(saved(), platform.braces());
    }
    return running;
  }

  /** What {@link #commit} will make of the running configuration. */
  public synchronized Configuration candidate() {
    if (candidate == null) {
      candidate = running().copy();
    }
    return candidate;
  }

  /** The configuration that a reload starts from, written with indents. */
  synchronized String saved() {
    if (saved != null) {
      return saved;
    }
    StringBuilder text = new StringBuilder();
    Map<String, String> names = names();
    names.put("hostname", plan.name());
    new Output(this, platform.configuration(), variables(names, "configuration"))
        .forEachRemaining(piece -> text.append(piece.text()));
    return text.toString();
  }

  public String hostname() {
    return hostname;
  }

  /** Changes the host name as a command does: the prompt at once, and the line that tells it. */
  public void rename(String key, String name) {
    hostname = name;
    running().set(null, key, key + " " + name, true);
  }

  /** The configuration that it was shipped with, as if nothing had ever been changed. */
  public synchronized void restore() {
    saved = null;
    running = null;
    candidate = null;
    hostname = plan.name();
  }

  public synchronized void save() {
    saved = running().indented();
  }

  /** Starts again from the saved configuration. */
  public synchronized void reload() {
    if (!platform.braces()) {
      running = null;
    }
    candidate = null;
    hostname = running().hostname(plan.name());
  }

  /** Makes the candidate the running configuration; its host name is the prompt's from now on. */
  public synchronized void commit() {
    running = candidate().copy();
    hostname = running().hostname(plan.name());
  }

  /** Makes the running configuration the candidate again. */
  public synchronized void rollback() {
    candidate = null;
  }

  /** The lines that the candidate adds and removes, as sets. */
  String compare() {
    Set<String> before = new LinkedHashSet<>(running().setLines());
    Set<String> after = new LinkedHashSet<>(candidate().setLines());
    StringBuilder out = new StringBuilder();
    before.stream()
        .filter(line -> !after.contains(line))
        .forEach(line -> out.append("-  ").append(line.substring(4)).append(";\n"));
    after.stream()
        .filter(line -> !before.contains(line))
        .forEach(line -> out.append("+  ").append(line.substring(4)).append(";\n"));
    return out.isEmpty() ? "" : "[edit]\n" + out;
  }

  /** The pieces of a text for this device; the same each time for the same name. */
  public Iterator<Piece> output(Text text, String name) {
    return new Output(this, text, variables(name));
  }

  /** A short template filled in. */
  public String fill(String template, Map<String, String> more) {
    return variables("").fill(template, 0, more);
  }

  private Variables variables(String name) {
    return variables(names(), name);
  }

  private Variables variables(Map<String, String> names, String name) {
    return new Variables(names, plan.name().hashCode() * 31L + name.hashCode(), clock);
  }

  private Map<String, String> names() {
    Map<String, String> names = new HashMap<>();
    int seed = plan.name().hashCode();
    int low = seed & 255;
    int middle = (seed >>> 8) & 255;
    int high = (seed >>> 16) & 255;
    names.put("hostname", hostname);
    names.put("username", plan.username());
    names.put("site", plan.place().site().isEmpty() ? "lab" : plan.place().site());
    names.put("model", plan.place().model().isEmpty() ? "C9300-48P" : plan.place().model());
    names.put("serial", "FCW%02X%02X%02X".formatted(high, middle, low));
    names.put("octet", Integer.toString(1 + Math.floorMod(seed, 250)));
    names.put("mac", "5254.%02x%02x.%02x01".formatted(low, middle, high));
    return names;
  }
}
