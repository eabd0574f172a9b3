package io.netauto.server.commands.web;

import io.netauto.server.commands.CommandTemplate;
import io.netauto.server.commands.DeviceNames;
import io.netauto.server.commands.Mode;
import io.netauto.server.commands.Rendered;
import io.netauto.server.commands.TemplateProblem;
import io.netauto.server.commands.Templates;
import io.netauto.server.identity.Actor;
import io.netauto.server.identity.CurrentActor;
import io.netauto.server.web.FieldError;
import io.netauto.server.web.Page;
import io.netauto.server.web.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/templates")
@Tag(name = "Templates", description = "Commands with blanks, filled in for each device.")
class TemplatesApi {
  private final Templates templates;
  private final DeviceNames devices;
  private final CurrentActor actor;

  TemplatesApi(Templates templates, DeviceNames devices, CurrentActor actor) {
    this.templates = templates;
    this.devices = devices;
    this.actor = actor;
  }

  /**
   * @param mode read where it is left out
   * @param enabled true where it is left out
   */
  record TemplateInput(
      @Nullable String name,
      @Nullable String description,
      @Nullable String body,
      @Nullable List<VariableJson> variables,
      @Nullable Mode mode,
      @Nullable Boolean enabled) {

    CommandTemplate.Draft draft(String otherwise) {
      return new CommandTemplate.Draft(
          name == null ? otherwise : name.strip(),
          description == null ? "" : description.strip(),
          body == null ? "" : body,
          variables == null ? List.of() : variables.stream().map(VariableJson::variable).toList(),
          mode == null ? Mode.READ : mode,
          enabled == null || enabled);
    }
  }

  /**
   * @param variables values by the names of the declared variables
   * @param device what the template sees as device; left out where {@code deviceName} is given
   * @param deviceName a hostname or a device's number
   */
  record RenderInput(
      @Nullable Map<String, String> variables,
      @Nullable Map<String, Object> device,
      @Nullable String deviceName) {}

  record RenderedJson(List<String> commands, Mode mode) {}

  @GetMapping
  @Operation(summary = "List templates by name")
  Page<TemplateJson> list(
      @RequestParam(defaultValue = "") String q,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "50") int limit) {
    if (limit < 1 || limit > 500) {
      throw ProblemException.invalid("limit", "A page has 1 to 500 items.");
    }
    return templates.list(actor.get(), q, cursor, limit).map(TemplateJson::of);
  }

  @PostMapping
  @Operation(
      summary = "Create a template",
      description =
          "The body is Jinja text; each line that is rendered is a command. Known are the declared"
              + " variables and device with hostname, address, platform, vendor, model, role, site,"
              + " tags and metadata.")
  ResponseEntity<TemplateJson> create(@RequestBody TemplateInput body) {
    CommandTemplate created = templates.create(actor.get(), body.draft(""));
    return ResponseEntity.created(URI.create("/api/v1/templates/" + created.name()))
        .body(TemplateJson.of(created));
  }

  @GetMapping("/{name}")
  @Operation(summary = "Show a template")
  TemplateJson get(@PathVariable String name) {
    return TemplateJson.of(templates.get(actor.get(), name));
  }

  @PutMapping("/{name}")
  @Operation(summary = "Replace a template", description = "Another name in the body renames it.")
  TemplateJson replace(@PathVariable String name, @RequestBody TemplateInput body) {
    return TemplateJson.of(templates.update(actor.get(), name, body.draft(name)));
  }

  @DeleteMapping("/{name}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Delete a template")
  void delete(@PathVariable String name) {
    templates.delete(actor.get(), name);
  }

  @PostMapping("/{name}/render")
  @Operation(
      summary = "Show the commands that a template makes",
      description =
          "Nothing is run. What is wrong is answered with 422 template_failed and the lines.")
  RenderedJson render(@PathVariable String name, @RequestBody RenderInput body) {
    Actor who = actor.get();
    CommandTemplate template = templates.get(who, name);
    Map<String, Object> device =
        body.deviceName() != null
            ? devices.of(who, body.deviceName())
            : body.device() == null ? Map.of() : body.device();
    Map<String, String> variables = body.variables() == null ? Map.of() : body.variables();
    return switch (templates.prepare(template.draft()).render(variables, device)) {
      case Rendered.Ready(List<String> commands) ->
          new RenderedJson(commands, template.draft().mode());
      case Rendered.Failed(List<TemplateProblem> problems) ->
          throw new ProblemException(
              ProblemException.Kind.INVALID,
              "template_failed",
              "The template \"%s\" cannot be rendered: %s"
                  .formatted(template.name(), problems.getFirst().words()),
              problems.stream()
                  .map(
                      p ->
                          new FieldError(
                              p.line() == 0 ? "variables" : "body:" + p.line(), p.message()))
                  .toList());
    };
  }
}
