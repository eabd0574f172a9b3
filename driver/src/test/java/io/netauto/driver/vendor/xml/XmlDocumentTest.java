package io.netauto.driver.vendor.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netauto.driver.getters.UnreadableException;
import org.junit.jupiter.api.Test;

class XmlDocumentTest {

  private static Xml read(String text) {
    return XmlDocument.read("show something", text);
  }

  @Test
  void what_a_terminal_prints_around_a_document_is_passed_over() {
    Xml xml = read("Thu Jan  1 00:00:00.000 UTC\n<a><b> x </b></a>\n\n{master:0}\n");

    assertThat(xml.text("b")).isEqualTo("x");
  }

  @Test
  void names_are_told_without_namespace() {
    Xml xml = read("<j:a xmlns:j='urn:j' j:seconds='5'><b xmlns='urn:b'>x</b></j:a>");

    assertThat(xml.name()).isEqualTo("a");
    assertThat(xml.text("b")).isEqualTo("x");
    assertThat(xml.attribute("seconds")).contains("5");
  }

  @Test
  void loose_names_fit_those_of_the_xml_agent() {
    Xml xml = read("<A><IPV4Address>192.0.2.1</IPV4Address><fru_info>y</fru_info></A>").loose();

    assertThat(xml.text("ipv4-address")).isEqualTo("192.0.2.1");
    assertThat(xml.text("fru-info")).isEqualTo("y");
    assertThat(read("<A><RouterID/></A>").has("router-id")).isFalse();
  }

  @Test
  void elements_within_stand_in_the_order_of_the_document_and_end_with_their_holder() {
    Xml xml = read("<a><h><x>1</x><y><x>2</x></y></h><x>3</x></a>");

    assertThat(xml.first("h").orElseThrow().within("x"))
        .extracting(Xml::text)
        .containsExactly("1", "2");
    assertThat(xml.within("x")).hasSize(3);
  }

  @Test
  void a_document_type_is_refused() {
    String bomb = "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/hostname'>]><a>&b;</a>";

    assertThatThrownBy(() -> read(bomb))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining("DOCTYPE");
  }

  @Test
  void a_document_that_is_cut_off_is_told_with_its_command() {
    assertThatThrownBy(() -> read("<a><b>x</b>"))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining("show something")
        .hasMessageContaining("no well-formed XML");
    assertThatThrownBy(() -> read("% Invalid input"))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining("no XML");
  }

  @Test
  void a_document_that_nests_without_end_is_refused() {
    String deep = "<a>".repeat(100_000) + "</a>".repeat(100_000);

    assertThatThrownBy(() -> read(deep))
        .isInstanceOf(UnreadableException.class)
        .hasMessageContaining("depth");
  }

  @Test
  void a_long_text_with_many_signs_that_xml_escapes_is_read_whole() {
    int signs = 300_000;

    assertThat(read("<a>" + "&lt;".repeat(signs) + "</a>").text()).hasSize(signs);
  }
}
