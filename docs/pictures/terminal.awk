# Draws the output of a command as a terminal window in SVG, for a README that shows it:
#
#   bin/stanchion demo | awk -f docs/pictures/terminal.awk >docs/pictures/demo.svg

function escaped(text) {
    gsub(/&/, "\\&amp;", text)
    gsub(/</, "\\&lt;", text)
    gsub(/>/, "\\&gt;", text)
    return text
}

# A line is drawn in the colour of what it reports.
function colour(text) {
    if (text ~ /✗/) return "#ff8a80"
    if (text ~ /✓/) return "#a5d6a7"
    if (text ~ /^ [0-9]  /) return "#ffffff"
    return "#b0bec5"
}

{ lines[NR] = $0 }

END {
    first = 1
    while (first < NR && lines[first] == "") first++
    width = 860
    step = 19
    top = 62
    height = top + (NR - first + 1) * step + 14
    printf "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\"", width, height
    printf " aria-label=\"The output of bin/stanchion demo\">\n"
    printf "<rect width=\"%d\" height=\"%d\" rx=\"10\" fill=\"#1b2329\"/>\n", width, height
    printf "<g><circle cx=\"22\" cy=\"20\" r=\"6\" fill=\"#ff5f57\"/>"
    printf "<circle cx=\"42\" cy=\"20\" r=\"6\" fill=\"#febc2e\"/>"
    printf "<circle cx=\"62\" cy=\"20\" r=\"6\" fill=\"#28c840\"/></g>\n"
    printf "<g font-family=\"ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace\""
    printf " font-size=\"13.5\" xml:space=\"preserve\" style=\"white-space:pre\">\n"
    for (i = first; i <= NR; i++) {
        if (lines[i] == "") continue
        weight = lines[i] ~ /^ [0-9]  / ? " font-weight=\"bold\"" : ""
        printf "<text x=\"22\" y=\"%d\" fill=\"%s\"%s>%s</text>\n", \
            top + (i - first) * step, colour(lines[i]), weight, escaped(lines[i])
    }
    print "</g>\n</svg>"
}
