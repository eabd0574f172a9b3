package io.netauto.simulator.platform;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The commands known in one mode, and how a typed line finds its own. */
public final class Grammar {
  private record Candidate(Command command, Pattern pattern) {}

  private record Word(String text, int column) {}

  private final List<Candidate> candidates = new ArrayList<>();
  private final boolean abbreviates;
  private final String negation;

  Grammar(List<Command> commands, boolean abbreviates, String negation) {
    this.abbreviates = abbreviates;
    this.negation = negation;
    for (Command command : commands) {
      for (Pattern pattern : command.patterns()) {
        candidates.add(new Candidate(command, pattern));
      }
    }
  }

  /** The command that the line means. */
  public Match match(String line) {
    List<Word> words = words(line);
    if (!negation.isEmpty() && !words.isEmpty() && words.getFirst().text().equals(negation)) {
      List<Candidate> settable =
          candidates.stream().filter(each -> each.command().action() == Action.SET).toList();
      if (words.size() == 1) {
        return new Match.Incomplete();
      }
      Match match = match(settable, words.subList(1, words.size()), true);
      return match instanceof Match.Found(var command, var arguments, var key, var full, var not)
          ? new Match.Found(command, arguments, key, full, !not)
          : match;
    }
    return match(candidates, words, false);
  }

  /** The words that may follow the line, sorted; empty if it can only end here. */
  public List<String> completions(String line) {
    boolean fresh = line.isEmpty() || line.endsWith(" ");
    List<Word> words = words(line);
    List<Candidate> left = candidates;
    int complete = fresh ? words.size() : words.size() - 1;
    for (int i = 0; i < complete; i++) {
      left = narrow(left, i, words.get(i).text());
    }
    String start = fresh ? "" : words.getLast().text().toLowerCase(Locale.ROOT);
    Set<String> next = new TreeSet<>();
    for (Candidate each : left) {
      if (each.pattern().words().size() > complete) {
        String word = each.pattern().words().get(complete);
        if (word.startsWith(start)) {
          next.add(word);
        }
      }
    }
    return List.copyOf(next);
  }

  private Match match(List<Candidate> all, List<Word> words, boolean negated) {
    List<Candidate> left = all;
    for (int i = 0; i < words.size(); i++) {
      Word word = words.get(i);
      List<Candidate> next = narrow(left, i, word.text());
      if (next.isEmpty()) {
        List<Candidate> ended = left;
        if (negated && i > 0 && ended.stream().anyMatch(c -> c.command().single())) {
          return found(ended.getFirst(), words, true);
        }
        return new Match.Unknown(word.column() + agreement(left, i, word.text()));
      }
      if (literals(next, i).size() > 1) {
        return new Match.Ambiguous();
      }
      left = next;
    }
    int size = words.size();
    for (Candidate each : left) {
      if (each.pattern().words().size() == size
          || (each.pattern().hasRest() && each.pattern().words().size() < size)) {
        return found(each, words, false);
      }
    }
    for (Candidate each : left) {
      if (negated && each.pattern().key().split(" ").length <= size) {
        return found(each, words, false);
      }
    }
    return new Match.Incomplete();
  }

  /** The candidates that the word at the index leaves; an exact word beats a longer one. */
  private List<Candidate> narrow(List<Candidate> from, int index, String typed) {
    String word = typed.toLowerCase(Locale.ROOT);
    List<Candidate> exact = new ArrayList<>();
    List<Candidate> literal = new ArrayList<>();
    List<Candidate> any = new ArrayList<>();
    for (Candidate each : from) {
      List<String> words = each.pattern().words();
      if (index >= words.size()) {
        if (each.pattern().hasRest()) {
          any.add(each);
        }
      } else if (!each.pattern().isLiteral(index)) {
        any.add(each);
      } else if (words.get(index).equals(word)) {
        exact.add(each);
      } else if (abbreviates && words.get(index).startsWith(word)) {
        literal.add(each);
      }
    }
    return !exact.isEmpty() ? exact : !literal.isEmpty() ? literal : any;
  }

  private static Set<String> literals(List<Candidate> from, int index) {
    return from.stream()
        .filter(each -> index < each.pattern().words().size() && each.pattern().isLiteral(index))
        .map(each -> each.pattern().words().get(index))
        .collect(Collectors.toSet());
  }

  /** How many characters of the word agree with the best of the candidates. */
  private static int agreement(List<Candidate> from, int index, String word) {
    int best = 0;
    for (Candidate each : from) {
      if (index < each.pattern().words().size() && each.pattern().isLiteral(index)) {
        String literal = each.pattern().words().get(index);
        int same = 0;
        while (same < Math.min(word.length(), literal.length())
            && word.charAt(same) == literal.charAt(same)) {
          same++;
        }
        best = Math.max(best, same);
      }
    }
    return Math.min(best, word.length() - 1);
  }

  private static Match found(Candidate candidate, List<Word> words, boolean shortened) {
    Pattern pattern = candidate.pattern();
    List<String> arguments = new ArrayList<>();
    List<String> line = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      int at = Math.min(i, pattern.words().size() - 1);
      boolean literal = i < pattern.words().size() && pattern.isLiteral(i);
      line.add(literal ? pattern.words().get(i) : words.get(i).text());
      if (!literal) {
        if (i > at && pattern.hasRest()) {
          arguments.add(arguments.removeLast() + " " + words.get(i).text());
        } else {
          arguments.add(words.get(i).text());
        }
      }
    }
    String full = shortened ? pattern.key() : String.join(" ", line);
    return new Match.Found(candidate.command(), arguments, pattern.key(), full, false);
  }

  private static List<Word> words(String line) {
    List<Word> words = new ArrayList<>();
    int i = 0;
    while (i < line.length()) {
      if (line.charAt(i) == ' ') {
        i++;
        continue;
      }
      int end = line.indexOf(' ', i);
      end = end < 0 ? line.length() : end;
      words.add(new Word(line.substring(i, end), i));
      i = end;
    }
    return words;
  }
}
