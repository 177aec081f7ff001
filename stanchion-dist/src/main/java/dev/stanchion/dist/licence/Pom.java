package dev.stanchion.dist.licence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * What a POM says about licences. Immutable.
 *
 * @param licences by the names that the POM has for them; empty if its parent says it
 * @param home empty if it names none
 * @param parent the file name of the parent's POM
 */
record Pom(String artifact, List<String> licences, String home, Optional<String> parent) {
    static Pom read(Path file) {
        try {
            var factory = DocumentBuilderFactory.newDefaultInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            Element project =
                    factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement();
            return new Pom(
                    text(project, "artifactId"),
                    child(project, "licenses").stream()
                            .flatMap(licences -> children(licences, "license").stream())
                            .map(licence -> text(licence, "name"))
                            .toList(),
                    text(project, "url"),
                    child(project, "parent").map(Pom::fileNameOf));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SAXException | ParserConfigurationException e) {
            throw new LicenceException(file + " is no POM: " + e.getMessage());
        }
    }

    private static String fileNameOf(Element parent) {
        return text(parent, "artifactId") + "-" + text(parent, "version") + ".pom";
    }

    private static String text(Element element, String name) {
        return child(element, name)
                .map(child -> child.getTextContent().strip().replaceAll("\\s+", " "))
                .orElse("");
    }

    private static Optional<Element> child(Element element, String name) {
        return children(element, name).stream().findFirst();
    }

    private static List<Element> children(Element element, String name) {
        var nodes = element.getChildNodes();
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .filter(node -> node.getNodeType() == Node.ELEMENT_NODE)
                .filter(node -> node.getNodeName().equals(name))
                .map(Element.class::cast)
                .toList();
    }
}
