package dev.palomar.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What was measured, as the table of `docs/performance.md`.
public final class Report {

    private record Row(String what, String measured, String target, String besides) {}

    private final List<Row> rows = new ArrayList<>();

    /// `target` may be empty, and so may `besides`: what else was seen in the same run.
    public void add(String what, String measured, String target, String besides) {
        rows.add(new Row(what, measured, target, besides));
        System.out.println("   " + what + ": " + measured + (target.isEmpty() ? "" : "  (wanted: " + target + ")")
                + (besides.isEmpty() ? "" : "\n      " + besides));
    }

    public void print() {
        StringBuilder table =
                new StringBuilder("\n| what | measured | wanted | besides |\n| --- | --- | --- | --- |\n");
        for (Row row : rows) {
            table.append("| %s | %s | %s | %s |%n".formatted(row.what, row.measured, row.target, row.besides));
        }
        System.out.print(table);
    }

    /// Microseconds as milliseconds.
    public static String millis(long micros) {
        return String.format(Locale.ROOT, micros < 10_000 ? "%.2f ms" : "%.0f ms", micros / 1_000.0);
    }

    public static String perSecond(double rate) {
        return String.format(Locale.ROOT, "%,.0f/s", rate);
    }

    /// Three percentiles of a time.
    public static String times(long p50, long p99, long p999) {
        return "p50 " + millis(p50) + ", p99 " + millis(p99) + ", p99.9 " + millis(p999);
    }
}
