package io.netauto.benchmarks;

import java.util.List;

/** {@code benchmarks/run}: measures what is asked for, prints it and writes it down. */
public final class Main {
  private Main() {}

  private interface Measurement {
    void measure(Figures figures) throws Exception;
  }

  public static void main(String[] arguments) throws Exception {
    List<String> asked = Settings.take(arguments);
    Report report = new Report(Settings.results());
    boolean kept = true;
    for (String section :
        asked.contains("all") ? List.of("engine", "sessions", "feed", "start") : asked) {
      Measurement measurement =
          switch (section) {
            case "engine" -> Engine::measure;
            case "sessions" -> Sessions::measure;
            case "feed" -> Feed::measure;
            case "start" -> Start::measure;
            case "fleet" -> WholeFleet::measure;
            case "storm" -> Storm::measure;
            case "stream" -> Stream::measure;
            case "page" -> JobPage::measure;
            case "history" -> History::measure;
            case "jmh" -> Main::measureLoops;
            default -> throw new IllegalArgumentException("No such benchmark: " + section);
          };
      Figures figures = new Figures(section);
      measurement.measure(figures);
      report.add(figures);
      kept &= figures.kept();
    }
    System.out.println(report.path());
    System.exit(kept ? 0 : 1);
  }

  private static void measureLoops(Figures figures) throws Exception {
    Cleaning.measure(figures);
    Parsing.measure(figures);
  }
}
