package dev.palomar.agent.rule;

import java.util.ArrayList;
import java.util.List;

/// What changed between two texts, line by line.
public final class Lines {

    /// What became of a line.
    public enum Op {
        SAME("same"),
        ADDED("added"),
        REMOVED("removed");

        private final String word;

        Op(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    public record Line(Op op, String text) {}

    /// Beyond this many pairs of lines that differ the whole is told as removed and added.
    private static final int MOST_PAIRS = 4_000_000;

    private Lines() {}

    /// The shortest way from `before` to `after`, by their longest common subsequence; removed lines come first.
    public static List<Line> diff(String before, String after) {
        List<String> a = before.lines().toList();
        List<String> b = after.lines().toList();
        int start = 0;
        while (start < a.size() && start < b.size() && a.get(start).equals(b.get(start))) {
            start++;
        }
        int end = 0;
        while (end < a.size() - start
                && end < b.size() - start
                && a.get(a.size() - 1 - end).equals(b.get(b.size() - 1 - end))) {
            end++;
        }
        List<Line> lines = new ArrayList<>();
        a.subList(0, start).forEach(text -> lines.add(new Line(Op.SAME, text)));
        middle(a.subList(start, a.size() - end), b.subList(start, b.size() - end), lines);
        a.subList(a.size() - end, a.size()).forEach(text -> lines.add(new Line(Op.SAME, text)));
        return lines;
    }

    private static void middle(List<String> a, List<String> b, List<Line> lines) {
        if ((long) a.size() * b.size() > MOST_PAIRS) {
            a.forEach(text -> lines.add(new Line(Op.REMOVED, text)));
            b.forEach(text -> lines.add(new Line(Op.ADDED, text)));
            return;
        }
        int[][] common = new int[a.size() + 1][b.size() + 1];
        for (int i = a.size() - 1; i >= 0; i--) {
            for (int j = b.size() - 1; j >= 0; j--) {
                common[i][j] = a.get(i).equals(b.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        int i = 0;
        int j = 0;
        while (i < a.size() || j < b.size()) {
            if (i < a.size() && j < b.size() && a.get(i).equals(b.get(j))) {
                lines.add(new Line(Op.SAME, a.get(i)));
                i++;
                j++;
            } else if (i < a.size() && (j == b.size() || common[i + 1][j] >= common[i][j + 1])) {
                lines.add(new Line(Op.REMOVED, a.get(i++)));
            } else {
                lines.add(new Line(Op.ADDED, b.get(j++)));
            }
        }
    }
}
