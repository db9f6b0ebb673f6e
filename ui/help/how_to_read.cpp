// SPDX-FileCopyrightText: 2026 The Headroom authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/model/operations.h"
#include "ui/help/help_texts.h"
#include "ui/widgets/words.h"

namespace headroom::ui {

namespace {

QString quantities() {
    QStringList meanings;
    QString sizes;
    for (const OperationInfo& info : sweptOperations()) {
        const QString formula = QStringLiteral("<b>%1</b>").arg(words(info.formula.front()));
        meanings << QStringLiteral("<li>%1: %2</li>").arg(formula, words(info.meaning));
        sizes += QStringLiteral("<tr><td>%1</td><td>%2</td></tr>").arg(formula, words(info.lengths));
    }
    return words(
               "<h2>How to read this chart</h2>"
               "<p>The chart shows how fast one matrix product of a transformer runs on this machine. It is "
               "one of these, computed as one batched GEMM:</p><ul>%1</ul>"
               "<p>Each point is one model shape. Up is faster, right is a wider model.</p>"
               "<table cellpadding='3'>"
               "<tr><td><b>h</b></td><td>hidden size, the x axis</td></tr>"
               "<tr><td><b>a</b></td><td>number of attention heads</td></tr>"
               "<tr><td><b>h/a</b></td><td>head dimension: the length k of each dot product</td></tr>"
               "<tr><td><b>s, b</b></td><td>tokens of a sequence, sequences of a microbatch</td></tr>%2"
               "<tr><td><b>TFLOP/s</b></td><td>2·batch·m·n·k floating-point operations over the median time "
               "of "
               "one call</td></tr></table>")
        .arg(meanings.join(QString()), sizes);
}

QString ratios() {
    return words(
        "<h3>“h/a = 8” is a class of divisors</h3>"
        "<p>With the head count fixed, h/a grows along x, so a curve “h/a = r” cannot be a fixed ratio. "
        "It collects the hidden sizes whose h/a has <b>r as its largest power-of-two divisor</b>; the "
        "last curve, from 64 up, takes every h/a that is divisible by it. With a = 12:</p>"
        "<ul><li>h = 12 · 341 = 4092 has h/a = 341, which is odd: it lies on “h/a = 1”.</li>"
        "<li>h = 12 · 344 = 4128 has h/a = 344 = 8 · 43: it lies on “h/a = 8”.</li></ul>"
        "<p>Both models are almost equally large. Where the second point is higher, 36 more hidden units "
        "cost nothing: matrix units want rows whose length is a multiple of a power of two, and a "
        "library picks a slower kernel where it is not. Where all curves lie together, the divisor does "
        "not matter. A hidden size is always a multiple of a: with a = 12 there is no point at "
        "4096.</p>"
        "<p>In the mode “head dimension fixed”, “h/a = r” is meant literally: the head dimension is r, "
        "and the number of heads grows along x.</p>");
}

QString limits() {
    return words(
        "<h3>The roof, and what is left below it</h3>"
        "<p>The thin dashed <b>roof</b> is the physical limit of each shape: the smaller of what the "
        "arithmetic units and what the memory of this device allow. A small h/a leaves little arithmetic "
        "for each element of S that must be written, so the roof itself rises along x. The distance from "
        "a point up to the roof is its <b>headroom</b>; View → Share of the roof draws every point as a "
        "part of it.</p>"
        "<p><b>The library's own choice, or its best algorithm.</b> A library picks a kernel by rules of "
        "thumb. With the algorithm “best”, on a GPU, every candidate is timed and the fastest whose "
        "result is right is kept; with “both”, the two are drawn beside each other. A gap between "
        "them is speed that better rules would give, for the same shape.</p>");
}

QString certainty() {
    return words(
        "<h3>How sure a point is</h3>"
        "<ul><li><b>Interval.</b> A point is the median of several visits, far apart in the run. The two "
        "figures in brackets are the ends of its interval: another run of this program on this machine falls "
        "between them 95 times in 100. Another card, or another day, may lie outside. Where it is taller "
        "than a marker it is drawn as a whisker, or as a pale band where points are many.</li>"
        "<li><b>Hollow points</b> carry a flag: something disturbed the measurement, or should be known "
        "of it. Hovering says what, and so does the table's column “flags”. From one hollow point to the "
        "next the line is thinner.</li>"
        "<li><b>Points move a little</b> from visit to visit: two on a GPU, four on a CPU. Where the fastest "
        "of them do not agree there are more, as long as there is time; where they never do the point is "
        "flagged.</li>"
        "<li><b>Failed points</b> are crosses on the x axis, with the reason under the pointer and in "
        "the table. They are never drawn as a throughput. A wrong result is a failure too: each result is "
        "compared with dot products in double precision.</li></ul>");
}

QString comparison() {
    return words(
        "<h3>Two runs, and reference data</h3>"
        "<p>Runs that are shown together share the colours of their curves and differ in their lines. "
        "The <b>ratio of two runs</b> divides this run by that run, point by point: above 1 this run is "
        "the faster one. The band around a ratio combines both intervals. Where it includes 1 the point "
        "is grey: the two do not differ by more than their scatter. Where the two did not measure the same "
        "GEMM, since s, b, type or layout differ, the chart says so. Runs with other head counts pair by the "
        "nearest hidden size within 5 %; each read-out names both sizes.</p>"
        "<p><b>Against all runs</b> (View menu) is for the same sweep on several nodes, or with several "
        "versions of a library. Each point is shown as a part of the median of all runs at the same GEMM; "
        "the pale band is what the runs span that do not stand out. A run falls out of the band where "
        "neither its own intervals nor the spread of the others explain its distance, and that is more than "
        "1 %: the chart names it, with its curves and by how much, draws it before the others, and hovering "
        "over it says what may explain it: its clock, flags, another kernel, a library or driver that it "
        "alone has. From three runs on the odd one can be named; of two, or of two halves, it is only said "
        "that they differ. Runs of other cards are left out.</p>"
        "<p><b>Several runs</b> share the chart: colour and marker stand for h/a, the pattern of the line "
        "for the run. <b>Reference data</b>, the paper's A100 and runs of an H200 that the program brings "
        "along (View → Reference data), were not measured here; their name in the legend says where they "
        "come from. The paper's stand beside a GPU's curves from the start, unless they were taken off in "
        "that menu, and beside a CPU's where they are chosen. Beside a much slower device they would leave "
        "nothing else to see: the y axis then fits what was measured, and the upper edge of the plot names "
        "what lies off the scale. View → Logarithmic y axis shows both; View → Scale to this run fits the "
        "axis to the front run alone.</p>");
}

QString layers() {
    return words(
        "<h3>A model's layer</h3>"
        "<p>With Measure: a model's layer, every matrix product of one layer is measured, and the logits: "
        "forward, and the gradients of the inputs (dgrad) and of the weights (wgrad). They stand one after "
        "the other as a bar on a time axis: each operation has a colour, its passes are shades of it, and "
        "the "
        "width of a segment is the time of all its calls. The sum stands at the end, with a whisker for its "
        "interval. View → Whole model counts all layers and the logits. What the sums leave out is said "
        "below "
        "the bars; what failed is named there and has no width.</p>"
        "<p>Several runs, of other models or shared by other numbers of devices t, have a bar each on one "
        "axis. Curves and layers are never shown together: View → Runs says what each run is, and choosing "
        "one shows its kind.</p>");
}

QString adviceHelp() {
    return words(
        "<h3>Advice</h3>"
        "<p>Run → Advice…, or the context menu of a point or of a layer's segment, asks whether another "
        "value "
        "of a length nearby is faster. Its neighbours within 2 % are measured, but for those that were "
        "measured already by the same call on the same device. A gain counts where its whole interval lies "
        "above zero; else there is none better, and the verdict says so. The table gives for each value what "
        "it does and what it costs in parameters and floating-point operations.</p>"
        "<p>On the chart a ring marks the point asked about, and an arrow leads to the best; Esc takes them "
        "off. Advice over a model's layer stands as points over the length that was asked about: colour and "
        "marker are the curve that a value lies on.</p>");
}

} // namespace

QString howToReadText() {
    return quantities() + ratios() + limits() + certainty() + comparison() + layers() + adviceHelp();
}

} // namespace headroom::ui
