package dev.stanchion.bench.page;

import java.util.Locale;

/** Writes a drawing, element by element. Coordinates are pixels; classes get their looks by CSS. */
final class Svg {
    private final StringBuilder text = new StringBuilder();

    Svg(double width, double height, String described) {
        text.append(
                String.format(
                        Locale.ROOT,
                        "<svg viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\" height=\"%.0f\" role=\"img\""
                                + " aria-label=\"%s\">",
                        width,
                        height,
                        width,
                        height,
                        escaped(described)));
    }

    Svg line(String style, double x1, double y1, double x2, double y2) {
        text.append(
                String.format(
                        Locale.ROOT,
                        "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
                        style,
                        x1,
                        y1,
                        x2,
                        y2));
        return this;
    }

    Svg circle(String style, double x, double y, double radius, String tip) {
        text.append(
                String.format(
                        Locale.ROOT,
                        "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"><title>%s</title>"
                                + "</circle>",
                        style,
                        x,
                        y,
                        radius,
                        escaped(tip)));
        return this;
    }

    Svg text(String style, double x, double y, String content) {
        text.append(
                String.format(
                        Locale.ROOT,
                        "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>",
                        style,
                        x,
                        y,
                        escaped(content)));
        return this;
    }

    /** Draws a line through points given as x and y in turn. */
    Svg path(String style, double... coordinates) {
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < coordinates.length; i += 2) {
            points.append(
                    String.format(
                            Locale.ROOT,
                            "%s%.1f,%.1f",
                            i == 0 ? "" : " ",
                            coordinates[i],
                            coordinates[i + 1]));
        }
        text.append(
                String.format(
                        Locale.ROOT, "<polyline class=\"%s\" points=\"%s\"/>", style, points));
        return this;
    }

    String end() {
        return text + "</svg>";
    }

    static String escaped(String content) {
        return content.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
