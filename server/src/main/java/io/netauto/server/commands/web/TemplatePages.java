package io.netauto.server.commands.web;

import io.netauto.server.commands.CommandTemplate;
import io.netauto.server.commands.DeviceNames;
import io.netauto.server.commands.Rendered;
import io.netauto.server.commands.TemplateProblem;
import io.netauto.server.commands.Templates;
import io.netauto.server.identity.Actor;
import io.netauto.server.identity.CurrentActor;
import io.netauto.server.identity.Permission;
import io.netauto.server.web.FieldError;
import io.netauto.server.web.NavigationEntry;
import io.netauto.server.web.Pages;
import io.netauto.server.web.ProblemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.view.RedirectView;

/** The list of templates, and the form of one with its preview. */
@Controller
class TemplatePages {
  private final Templates templates;
  private final DeviceNames devices;
  private final CurrentActor current;
  private final Pages pages;

  TemplatePages(Templates templates, DeviceNames devices, CurrentActor current, Pages pages) {
    this.templates = templates;
    this.devices = devices;
    this.current = current;
    this.pages = pages;
  }

  @Configuration(proxyBeanMethods = false)
  static class Navigation {
    @Bean
    NavigationEntry templatesEntry() {
      return new NavigationEntry(
          "", "Templates", "/templates", "copy", "t", Permission.TEMPLATES_READ.wireName(), 50);
    }
  }

  @GetMapping("/templates")
  View list(
      @RequestParam(defaultValue = "") String q,
      @RequestParam(required = false) @Nullable String cursor) {
    return pages.show(
        "templates/list", new TemplateListPage(q, templates.list(current.get(), q, cursor, 100)));
  }

  @GetMapping("/templates/new")
  View blank() {
    current.get().require(Permission.TEMPLATES_WRITE);
    return pages.show(
        "templates/template", new TemplatePage(null, TemplateForm.blank(), Map.of(), "", null));
  }

  @GetMapping("/templates/{name}")
  View show(@PathVariable String name, @RequestParam(defaultValue = "") String device) {
    Actor actor = current.get();
    CommandTemplate template = templates.get(actor, name);
    return pages.show(
        "templates/template",
        new TemplatePage(
            template.name(),
            TemplateForm.of(template),
            Map.of(),
            device,
            preview(actor, template.draft(), device)));
  }

  /** What the typed text makes, as it is typed; keeps nothing. */
  @PostMapping("/templates/preview")
  View preview(
      @RequestParam MultiValueMap<String, String> sent,
      @RequestParam(defaultValue = "") String device) {
    TemplateForm form = TemplateForm.of(sent);
    return pages.show(
        "templates/preview",
        new TemplatePage(
            null, form, Map.of(), device, preview(current.get(), form.draft(), device)));
  }

  /** With the defaults of the variables, and the first choice where there is no default. */
  private @Nullable Rendered preview(Actor actor, CommandTemplate.Draft draft, String device) {
    if (draft.body().isBlank()) {
      return null;
    }
    Map<String, String> values = new LinkedHashMap<>();
    draft
        .variables()
        .forEach(
            v -> {
              if (v.fallback() == null && !v.choices().isEmpty()) {
                values.put(v.name(), v.choices().getFirst());
              }
            });
    try {
      Map<String, Object> names = device.isBlank() ? Map.of() : devices.of(actor, device);
      return templates.preview(actor, draft, values, names);
    } catch (ProblemException e) {
      return new Rendered.Failed(List.of(new TemplateProblem(0, e.getMessage())));
    }
  }

  @PostMapping("/templates")
  View save(
      @RequestParam MultiValueMap<String, String> sent,
      @RequestParam(defaultValue = "") String saved,
      @RequestParam(defaultValue = "") String device,
      RedirectAttributes redirect) {
    Actor actor = current.get();
    TemplateForm form = TemplateForm.of(sent);
    try {
      CommandTemplate kept =
          saved.isEmpty()
              ? templates.create(actor, form.draft())
              : templates.update(actor, saved, form.draft());
      Pages.sayDone(redirect, "The template %s is saved.".formatted(kept.name()));
      return new RedirectView("/templates/" + kept.name());
    } catch (ProblemException e) {
      if (e.errors().isEmpty()) {
        throw e;
      }
      Map<String, String> errors = new LinkedHashMap<>();
      for (FieldError error : e.errors()) {
        errors.putIfAbsent(error.field(), error.message());
      }
      return pages.show(
          "templates/template",
          HttpStatus.UNPROCESSABLE_CONTENT,
          new TemplatePage(
              saved.isEmpty() ? null : saved,
              form,
              errors,
              device,
              preview(actor, form.draft(), device)));
    }
  }

  @PostMapping("/templates/{name}/delete")
  RedirectView delete(@PathVariable String name, RedirectAttributes redirect) {
    templates.delete(current.get(), name);
    Pages.sayDone(redirect, "The template %s is deleted.".formatted(name));
    return new RedirectView("/templates");
  }
}
