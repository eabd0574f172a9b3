package io.netauto.conformance;

import java.util.function.Function;

/** One thing that is checked. Runs on any thread, and at the same time as others. */
public interface Case {

  /** The id of the platform, or the recording's own word for it when no platform has it. */
  String platform();

  /** What a person finds it by, unique in its corpus and platform. */
  String name();

  Verdict run(Context context);

  /** What is checked. */
  enum Kind {
    /** Talks to a served device, so that another seed makes it another case. */
    SESSION,
    /** A prompt by itself. */
    PROMPT,
    /** An output, or what must not be shown of it. */
    TEXT
  }

  Kind kind();

  default boolean isSession() {
    return kind() == Kind.SESSION;
  }

  /** A case that needs no session. */
  static Case of(String platform, String name, Function<Context, Verdict> check) {
    return new Checked(platform, name, Kind.TEXT, check);
  }

  /** A case of a prompt by itself. */
  static Case prompt(String platform, String name, Function<Context, Verdict> check) {
    return new Checked(platform, name, Kind.PROMPT, check);
  }

  /** A case that opens sessions. */
  static Case session(String platform, String name, Function<Context, Verdict> check) {
    return new Checked(platform, name, Kind.SESSION, check);
  }

  /** A case made of a function. */
  record Checked(String platform, String name, Kind kind, Function<Context, Verdict> check)
      implements Case {
    @Override
    public Verdict run(Context context) {
      return check.apply(context);
    }
  }
}
