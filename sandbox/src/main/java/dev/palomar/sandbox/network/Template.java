package dev.palomar.sandbox.network;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;

/// A message template in one language.
public final class Template {

    private final String id;
    private final String name;
    private final String language;
    private final boolean named;
    private final List<Instant> edits = new ArrayList<>();
    private String category;
    private String status;
    private String rejectedReason = "NONE";
    private String previousCategory = "";
    private String quality = "UNKNOWN";
    private ArrayNode components;

    public Template(String id, String name, String language, boolean named, String category, ArrayNode components) {
        this.id = id;
        this.name = name;
        this.language = language;
        this.named = named;
        this.category = category;
        this.components = components;
        this.status = "PENDING";
    }

    public String id() {
        return id;
    }

    public String name() {
        return name;
    }

    public String language() {
        return language;
    }

    /// Whether parameters have names instead of numbers.
    public boolean named() {
        return named;
    }

    public String category() {
        return category;
    }

    public void category(String to) {
        if (!to.equals(category)) {
            previousCategory = category;
        }
        category = to;
    }

    /// Empty when it always had the same.
    public String previousCategory() {
        return previousCategory;
    }

    /// How people take it: GREEN, YELLOW, RED or UNKNOWN.
    public String quality() {
        return quality;
    }

    public void quality(String to) {
        quality = to;
    }

    public String status() {
        return status;
    }

    public void status(String to, String reason) {
        status = to;
        rejectedReason = reason;
    }

    public String rejectedReason() {
        return rejectedReason;
    }

    public ArrayNode components() {
        return components;
    }

    public void components(ArrayNode to) {
        components = to;
    }

    /// When the approved template was edited, oldest first.
    public List<Instant> edits() {
        return edits;
    }
}
