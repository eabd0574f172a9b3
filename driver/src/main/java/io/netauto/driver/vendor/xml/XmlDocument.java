package io.netauto.driver.vendor.xml;

import io.netauto.driver.getters.UnreadableException;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/** Reads documents. Document types and entities of their own are refused. Safe for any thread. */
public final class XmlDocument {
  /** The JDK counts a long text with escaped signs as an entity; none can be declared here. */
  private static final List<String> LIMITS_OF_ENTITIES =
      List.of("jdk.xml.maxGeneralEntitySizeLimit", "jdk.xml.totalEntitySizeLimit");

  private static final String NO_LIMIT = "0";
  private static final String NO_DOCUMENT_TYPE =
      "http://apache.org/xml/features/disallow-doctype-decl";

  private XmlDocument() {}

  /**
   * The outermost element of a document; what a terminal prints before and behind it is passed
   * over.
   *
   * @param command whose output it is, for messages
   * @throws UnreadableException when there is no well-formed document
   */
  public static Xml read(String command, String text) {
    int start = text.indexOf('<');
    int end = text.lastIndexOf('>');
    if (start < 0 || end < start) {
      throw new UnreadableException(command, 0, start(text), "The output is no XML.");
    }
    try {
      return new Xml(
          builder()
              .parse(new InputSource(new StringReader(text.substring(start, end + 1))))
              .getDocumentElement(),
          Xml.Names.EXACT);
    } catch (SAXParseException e) {
      int before = (int) text.substring(0, start).lines().count();
      throw new UnreadableException(
          command,
          Math.max(1, e.getLineNumber() + Math.max(0, before - 1)),
          start(text),
          "The output is no well-formed XML: " + e.getMessage());
    } catch (SAXException | IOException e) {
      throw new UnreadableException(
          command, 0, start(text), "The output is no well-formed XML: " + e.getMessage());
    }
  }

  private static DocumentBuilder builder() {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature(NO_DOCUMENT_TYPE, true);
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
      LIMITS_OF_ENTITIES.forEach(limit -> factory.setAttribute(limit, NO_LIMIT));
      factory.setXIncludeAware(false);
      factory.setExpandEntityReferences(false);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new Silent());
      return builder;
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("The JDK's XML parser lacks a feature.", e);
    }
  }

  private static String start(String text) {
    return text.substring(0, Math.min(text.length(), 200));
  }

  /** Throws errors, and prints nothing. */
  private static final class Silent extends DefaultHandler {
    @Override
    public void error(SAXParseException e) throws SAXException {
      throw e;
    }
  }
}
