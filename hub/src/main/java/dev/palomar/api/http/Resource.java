package dev.palomar.api.http;

import java.util.List;

/// The routes of one subject.
public interface Resource {
    List<Route> routes();
}
