package dev.palomar.model.event;

/// Whether the reply agent may answer in a conversation.
public enum AgentMode {
    /// It may.
    AUTO("auto"),
    /// A person took over.
    HUMAN("human"),
    /// It is not on for the conversation's number. Never stored: who took over stays known.
    OFF("off");

    private final String word;

    AgentMode(String word) {
        this.word = word;
    }

    /// As the API and the database write it.
    public String word() {
        return word;
    }

    /// Of what is stored.
    public static AgentMode read(String word) {
        return word.equals(HUMAN.word) ? HUMAN : AUTO;
    }
}
