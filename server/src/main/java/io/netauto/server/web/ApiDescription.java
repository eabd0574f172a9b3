package io.netauto.server.web;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The head of the OpenAPI document; its paths come from the controllers. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {
  private static final String KEY = "apiKey";

  @Bean
  OpenAPI openApi(BuildProperties build, PublicUrl publicUrl) {
    OpenAPI description = new OpenAPI();
    publicUrl.given().ifPresent(url -> description.addServersItem(new Server().url(url)));
    return description
        .info(
            new Info()
                .title("NetAuto API")
                .version(String.valueOf(build.getVersion()))
                .description(
                    "Errors are RFC 9457 problem+json with a stable code. Lists are paged by an"
                        + " opaque cursor: next is null on the last page.")
                .license(new License().name("Apache-2.0")))
        .components(
            new Components()
                .addSecuritySchemes(
                    KEY,
                    new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .description("An API key, na_…")))
        .addSecurityItem(new SecurityRequirement().addList(KEY));
  }
}
