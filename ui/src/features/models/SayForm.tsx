import { useState } from "react";
import { useText } from "../../i18n";
import type { Grades, KnownModel, ModelRef, Override } from "../../ipc/generated";
import { Button, Dialog, NumberField } from "../../kit";
import { useAction } from "../../state";
import css from "./Pages.module.css";

/** Micro-dollars of a dollar. */
const MICROS = 1_000_000;

/** What the person says of a model: price, limit, grades. It goes before every list. */
export function SayForm({
  model,
  known,
  onClose,
}: {
  model: ModelRef;
  known: KnownModel;
  onClose: (changed: boolean) => void;
}) {
  const t = useText();
  const save = useAction();
  const { says } = known;
  const rates = known.known.facts.rates;
  const dollars = (rate: number | undefined) => (rate === undefined ? null : rate / MICROS);
  const [input, setInput] = useState(dollars(says.rates?.input));
  const [output, setOutput] = useState(dollars(says.rates?.output));
  const [context, setContext] = useState<number | null>(says.context ?? null);
  const [grades, setGrades] = useState<Grades>(says.grades ?? {});
  const half = (input === null) !== (output === null);

  const keep = async (said: Override) => {
    if (await save.run("set_override", { model, says: said })) onClose(true);
  };
  const grade = (name: keyof Grades, value: number | null) => {
    const { [name]: _, ...rest } = grades;
    setGrades(value === null ? rest : { ...rest, [name]: value });
  };
  const shown = (value: number | null | undefined) =>
    value === null || value === undefined ? "" : String(value);
  return (
    <Dialog
      locked
      width={520}
      title={t.choice.sayTitle(model.model)}
      fault={save.fault}
      onClose={() => onClose(false)}
      footer={
        <>
          {(says.rates || says.context !== undefined || says.grades) && (
            <Button look="no" onPress={() => void keep({})}>
              {t.choice.sayForget}
            </Button>
          )}
          <Button look="quiet" onPress={() => onClose(false)}>
            {t.kit.cancel}
          </Button>
          <Button
            look="sign"
            busy={save.busy}
            isDisabled={half}
            onPress={() =>
              void keep({
                ...(input === null || output === null
                  ? {}
                  : {
                      rates: {
                        input: Math.round(input * MICROS),
                        output: Math.round(output * MICROS),
                      },
                    }),
                ...(context === null ? {} : { context }),
                ...(Object.keys(grades).length === 0 ? {} : { grades }),
              })
            }
          >
            {t.kit.save}
          </Button>
        </>
      }
    >
      <div className={css.group}>
        <p className={css.note}>{t.choice.sayNote}</p>
        <NumberField
          beside
          label={t.choice.sayInput}
          min={0}
          max={MICROS}
          fraction={6}
          placeholder={shown(dollars(rates?.input))}
          value={input}
          onChange={setInput}
        />
        <NumberField
          beside
          label={t.choice.sayOutput}
          min={0}
          max={MICROS}
          fraction={6}
          placeholder={shown(dollars(rates?.output))}
          error={half ? t.choice.sayBoth : undefined}
          value={output}
          onChange={setOutput}
        />
        <NumberField
          beside
          label={t.choice.sayContext}
          min={1}
          max={4_294_967_295}
          placeholder={shown(known.known.facts.context)}
          value={context}
          onChange={setContext}
        />
        {(["cost", "speed", "intelligence"] as const).map((name) => (
          <NumberField
            key={name}
            beside
            label={`${{ cost: t.choice.sayCost, speed: t.choice.saySpeed, intelligence: t.choice.sayIntelligence }[name]}, ${t.choice.sayGrade}`}
            min={0}
            max={100}
            placeholder={shown(known.known.grades[name])}
            value={grades[name] ?? null}
            onChange={(value) => grade(name, value)}
          />
        ))}
        <p className={css.note}>{t.choice.sayGrades}</p>
      </div>
    </Dialog>
  );
}
