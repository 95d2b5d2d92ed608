package dev.palomar.agent.rule;

import dev.palomar.model.PlainText;

/// Makes a model's words fit for WhatsApp.
public final class Wording {

    /// The longest `text.body` that the Cloud API takes.
    private static final int LONGEST = 4_096;

    private Wording() {}

    /// At most what WhatsApp takes. What is too long, or was cut off in the middle, ends with its last whole sentence.
    public static String fit(String text, boolean cutOff) {
        String clean = PlainText.clean(text).strip();
        if (clean.length() <= LONGEST) {
            return cutOff ? toSentence(clean) : clean;
        }
        int end = Character.isHighSurrogate(clean.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
        return toSentence(clean.substring(0, end));
    }

    private static String toSentence(String text) {
        for (int at = text.length() - 1; at > text.length() / 3; at--) {
            if (".!?…\n".indexOf(text.charAt(at)) >= 0) {
                return text.substring(0, at + 1).strip();
            }
        }
        int blank = text.lastIndexOf(' ');
        return (blank > 0 ? text.substring(0, blank) : text).strip() + "…";
    }
}
