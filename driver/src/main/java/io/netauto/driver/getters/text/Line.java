package io.netauto.driver.getters.text;

import io.netauto.driver.getters.UnreadableException;
import java.util.List;

/**
 * A line of a command's output.
 *
 * @param number counted from 1
 */
public record Line(String command, int number, String text) {

  /** The words of the line, without blanks around them; empty for a blank line. */
  public List<String> words() {
    String bare = text.strip();
    return bare.isEmpty() ? List.of() : List.of(bare.split("\\s++"));
  }

  public boolean isBlank() {
    return text.isBlank();
  }

  /** To be thrown when the line does not have the form that is known. */
  public UnreadableException unreadable(String expected) {
    return new UnreadableException(command, number, text, expected);
  }

  /** A word of this line as a whole number. */
  public long integer(String word) {
    try {
      return Long.parseLong(word);
    } catch (NumberFormatException e) {
      throw unreadable("A whole number was expected where \"" + word + "\" stands.");
    }
  }

  /** A word of this line as a number. */
  public double number(String word) {
    try {
      return Double.parseDouble(word);
    } catch (NumberFormatException e) {
      throw unreadable("A number was expected where \"" + word + "\" stands.");
    }
  }

  /** A word of this line as a MAC address in normal form. */
  public String mac(String word) {
    return MacAddress.parse(word)
        .orElseThrow(() -> unreadable("A MAC address was expected where \"" + word + "\" stands."));
  }

  /** A word of this line as an IP address in normal form. */
  public String ip(String word) {
    return IpAddress.parse(word)
        .orElseThrow(() -> unreadable("An IP address was expected where \"" + word + "\" stands."));
  }

  /** A word of this line as the number of an autonomous system. */
  public long asNumber(String word) {
    try {
      return AsNumber.parse(word);
    } catch (NumberFormatException e) {
      throw unreadable("An AS number was expected where \"" + word + "\" stands.");
    }
  }
}
