package io.netauto.server.commands.web;

import io.netauto.server.commands.CommandTemplate;
import io.netauto.server.web.Page;

/** A page of the list of templates. */
public record TemplateListPage(String search, Page<CommandTemplate> templates) {}
