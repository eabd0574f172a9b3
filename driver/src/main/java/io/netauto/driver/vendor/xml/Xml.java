package io.netauto.driver.vendor.xml;

import io.netauto.driver.vendor.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Attr;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * An element. Names are told without namespace. A path names children from here, separated by
 * slashes; it leads to the first element that it fits, where not said otherwise. One thread.
 *
 * @param names how names in paths are compared with those of elements
 */
public record Xml(Element element, Names names) {

  /** How names are compared. */
  public enum Names {
    EXACT,

    /** {@code router-id} also fits {@code RouterID}. */
    LOOSE;

    boolean fit(String wanted, String name) {
      return this == EXACT ? name.equals(wanted) : folded(name).equals(folded(wanted));
    }
  }

  /** A name or a word of a device without case, hyphens and underscores. */
  public static String folded(String name) {
    StringBuilder folded = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c != '-' && c != '_') {
        folded.append(c >= 'A' && c <= 'Z' ? (char) (c + 32) : c);
      }
    }
    return folded.toString();
  }

  /** The same element, whose names and those within are compared loosely. */
  public Xml loose() {
    return new Xml(element, Names.LOOSE);
  }

  public String name() {
    return element.getLocalName();
  }

  /** The text within, without blanks around it; empty when there is none. */
  public String text() {
    return element.getTextContent().strip();
  }

  /** The text at the path; empty when there is none. */
  public String text(String path) {
    return find(path).map(Xml::text).orElse("");
  }

  /** The text at the first of the paths where there is one; empty when there is none. */
  public String firstText(String... paths) {
    for (String path : paths) {
      String text = text(path);
      if (!text.isEmpty()) {
        return text;
      }
    }
    return "";
  }

  /** The text at the path; nothing when the element is not there or empty. */
  public Optional<String> known(String path) {
    return find(path).map(Xml::text).filter(text -> !text.isEmpty());
  }

  /** The whole number at the path, or {@code otherwise}. */
  public long number(String path, long otherwise) {
    return find(path).map(found -> Numbers.whole(found.text(), otherwise)).orElse(otherwise);
  }

  /** The number at the path, or {@code otherwise}. */
  public double decimal(String path, double otherwise) {
    return find(path).map(found -> Numbers.decimal(found.text(), otherwise)).orElse(otherwise);
  }

  /** Whether {@code true} stands at the path. */
  public boolean flag(String path) {
    return text(path).equals("true");
  }

  public boolean has(String path) {
    return find(path).isPresent();
  }

  public Optional<Xml> find(String path) {
    List<Xml> found = all(path);
    return found.isEmpty() ? Optional.empty() : Optional.of(found.getFirst());
  }

  /** All elements that the path fits, in the order of the document. */
  public List<Xml> all(String path) {
    List<Xml> found = List.of(this);
    for (String step : path.split("/", -1)) {
      List<Xml> next = new ArrayList<>();
      for (Xml holder : found) {
        holder.children().stream()
            .filter(child -> names.fit(step, child.name()))
            .forEach(next::add);
      }
      found = next;
    }
    return found;
  }

  public List<Xml> children() {
    List<Xml> children = new ArrayList<>();
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element child) {
        children.add(new Xml(child, names));
      }
    }
    return children;
  }

  /**
   * This element and those within at any depth that have the name, in the order of the document.
   */
  public List<Xml> within(String wanted) {
    List<Xml> found = new ArrayList<>();
    Node node = element;
    while (node != null) {
      if (node instanceof Element inner && names.fit(wanted, inner.getLocalName())) {
        found.add(new Xml(inner, names));
      }
      node = following(node);
    }
    return found;
  }

  /** The first element of the name at any depth. */
  public Optional<Xml> first(String wanted) {
    Node node = element;
    while (node != null) {
      if (node instanceof Element inner && names.fit(wanted, inner.getLocalName())) {
        return Optional.of(new Xml(inner, names));
      }
      node = following(node);
    }
    return Optional.empty();
  }

  private @Nullable Node following(Node node) {
    if (node.getFirstChild() != null) {
      return node.getFirstChild();
    }
    Node at = node;
    while (at != null && !at.isSameNode(element)) {
      if (at.getNextSibling() != null) {
        return at.getNextSibling();
      }
      at = at.getParentNode();
    }
    return null;
  }

  /** The value of an attribute, told without namespace. */
  public Optional<String> attribute(String wanted) {
    var attributes = element.getAttributes();
    for (int i = 0; i < attributes.getLength(); i++) {
      if (attributes.item(i) instanceof Attr attribute && wanted.equals(attribute.getLocalName())) {
        return Optional.of(attribute.getValue());
      }
    }
    return Optional.empty();
  }
}
