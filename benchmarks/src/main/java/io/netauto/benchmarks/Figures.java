package io.netauto.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one benchmark found: a series of samples for each figure, and what has to be said of it. */
final class Figures {
  private final String section;
  private final Map<String, Series> series = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();
  private final List<String> broken = new ArrayList<>();
  private final List<Promise> promises = new ArrayList<>();

  /**
   * A figure that must keep within a limit.
   *
   * @param target which of the targets it belongs to
   * @param limit with its sense, e.g. {@code <= 1.25}
   */
  record Promise(String target, String figure, double median, String limit, boolean met) {}

  /** Samples of one figure, one per round. */
  record Series(String unit, List<Double> samples) {
    double median() {
      List<Double> sorted = samples.stream().sorted().toList();
      int middle = sorted.size() / 2;
      return sorted.size() % 2 == 1
          ? sorted.get(middle)
          : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    double lowest() {
      return Collections.min(samples);
    }

    double highest() {
      return Collections.max(samples);
    }
  }

  Figures(String section) {
    this.section = section;
  }

  String section() {
    return section;
  }

  void add(String name, String unit, double sample) {
    series.computeIfAbsent(name, key -> new Series(unit, new ArrayList<>())).samples().add(sample);
  }

  /** The median so far. */
  double median(String name) {
    Series found = series.get(name);
    if (found == null) {
      throw new IllegalArgumentException("No such figure: " + name);
    }
    return found.median();
  }

  boolean has(String name) {
    return series.containsKey(name);
  }

  void note(String text) {
    notes.add(text);
  }

  /** A promise was broken: the run ends with exit code 1. */
  void broken(String text) {
    broken.add(text);
  }

  /** Judges the median; a missed promise ends the run with exit code 1. */
  void atMost(String target, String figure, double limit) {
    double median = median(figure);
    promises.add(new Promise(target, figure, median, "<= " + limit, median <= limit));
  }

  /** Judges the median; a missed promise ends the run with exit code 1. */
  void atLeast(String target, String figure, double limit) {
    double median = median(figure);
    promises.add(new Promise(target, figure, median, ">= " + limit, median >= limit));
  }

  List<Promise> promises() {
    return promises;
  }

  /** Whether every promise was met and none was broken. */
  boolean kept() {
    return broken.isEmpty() && promises.stream().allMatch(Promise::met);
  }

  /** Tells whoever waits what goes on. */
  void progress(String text) {
    System.err.println(section + ": " + text);
  }

  Map<String, Series> series() {
    return series;
  }

  List<String> notes() {
    return notes;
  }

  List<String> broken() {
    return broken;
  }
}
