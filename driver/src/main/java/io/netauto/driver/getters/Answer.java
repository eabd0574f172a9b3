package io.netauto.driver.getters;

/** What became of a getter. */
public sealed interface Answer<T> {

  /** The device told it. */
  record Known<T>(T value) implements Answer<T> {}

  /** The getter is not offered for the platform. */
  record NotOffered<T>(String getter) implements Answer<T> {}

  /**
   * An output could not be had or not be read.
   *
   * @param command whose output
   * @param line the line in the output, counted from 1; 0 when it is about the whole output
   * @param words the text of the line, or the device's words
   * @param why what was expected, for the person who has to fix it
   */
  record Unreadable<T>(String command, int line, String words, String why) implements Answer<T> {}
}
