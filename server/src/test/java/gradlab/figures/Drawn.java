package gradlab.figures;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What is in an SVG document. */
final class Drawn {
  private final Document document;

  Drawn(String svg) throws Exception {
    var bytes = new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8));
    document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(bytes);
  }

  /** All elements of the tag and the class, in order. */
  List<Element> elements(String tag, String style) {
    var found = new ArrayList<Element>();
    var all = document.getElementsByTagName(tag);
    for (int i = 0; i < all.getLength(); i++) {
      var element = (Element) all.item(i);
      if (element.getAttribute("class").equals(style)) {
        found.add(element);
      }
    }
    return found;
  }

  List<String> texts(String style) {
    return elements("text", style).stream().map(Element::getTextContent).toList();
  }

  List<Double> numbers(String tag, String style, String attribute) {
    return elements(tag, style).stream()
        .map(e -> Double.valueOf(e.getAttribute(attribute)))
        .toList();
  }

  int count(String tag) {
    return document.getElementsByTagName(tag).getLength();
  }

  double width() {
    return Double.parseDouble(document.getDocumentElement().getAttribute("width"));
  }

  /** The picture as it was looked at; the new one is left in target/ to be looked at. */
  static String golden(String name, String svg) throws IOException {
    Files.writeString(Path.of("target", name), svg);
    try (var in = Drawn.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
