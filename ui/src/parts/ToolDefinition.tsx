import type { ReactNode } from "react";
import { useText } from "../i18n";
import type { JsonValue, Tool } from "../ipc/generated";
import { Json, LongText, PlainText } from "../kit";
import { argumentsIn } from "./arguments";
import { Block } from "./Block";
import block from "./Block.module.css";
import css from "./ToolDefinition.module.css";

/** A tool's definition as the protocol writes it. */
function definitionOf(tool: Tool): JsonValue {
  const { name, title, description, input_schema, rest } = tool;
  return {
    name,
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    inputSchema: input_schema as JsonValue,
    ...((rest as { [key in string]: JsonValue } | undefined) ?? {}),
  };
}

/** A tool that a model may ask for: its name, what it does, and what it takes. */
export function ToolDefinition({ tool, actions }: { tool: Tool; actions?: ReactNode }) {
  const t = useText();
  const { name, title, description, input_schema, rest } = tool;
  const taken = argumentsIn(input_schema);
  return (
    <Block
      icon="tool"
      title={title ?? name}
      {...(title === undefined || title === name ? {} : { facts: name })}
      json={() => definitionOf(tool)}
      actions={actions}
    >
      {description !== undefined && (
        <div className={css.description}>
          <LongText text={description} label={t.content.toolDoes} />
        </div>
      )}
      {taken.length === 0 ? (
        <p className={block.none}>{t.content.noArguments}</p>
      ) : (
        <ul className={css.arguments} aria-label={t.content.toolTakes}>
          {taken.map((one) => (
            <li key={one.name}>
              <code>
                <PlainText>{one.name}</PlainText>
              </code>
              <span className={css.type}>
                <PlainText>{one.type}</PlainText>
                {one.required && <em>{t.content.required}</em>}
              </span>
              {one.description !== "" && (
                <span>
                  <PlainText>{one.description}</PlainText>
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
      {rest !== undefined && Object.keys(rest).length > 0 && (
        <details className={block.marks}>
          <summary>
            <PlainText>{`${t.content.alsoSays}: ${Object.keys(rest).join(", ")}`}</PlainText>
          </summary>
          <Json value={rest} label={t.content.alsoSays} />
        </details>
      )}
    </Block>
  );
}
