package dev.palomar.sandbox.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A WhatsApp Business account (WABA): owns numbers and templates.
public final class Account {

    private final String id;
    private final String portfolioId;
    private final String name;
    private final List<BusinessNumber> numbers = new ArrayList<>();
    private final Map<String, Template> templates = new LinkedHashMap<>();
    private final Map<String, Optional<Callback>> subscribers = new LinkedHashMap<>();

    Account(String id, String portfolioId, String name) {
        this.id = id;
        this.portfolioId = portfolioId;
        this.name = name;
    }

    public String id() {
        return id;
    }

    /// The business portfolio that owns the account; business-scoped user ids belong to it.
    public String portfolioId() {
        return portfolioId;
    }

    public String name() {
        return name;
    }

    public List<BusinessNumber> numbers() {
        return numbers;
    }

    public Map<String, Template> templates() {
        return templates;
    }

    /// Ids of the subscribed apps, each with its override of the callback.
    public Map<String, Optional<Callback>> subscribers() {
        return subscribers;
    }
}
