import type {
  CatalogueView,
  DryRun,
  KnownModel,
  ModelRef,
  Offers,
  Override,
  Spend,
  SpendOf,
} from "../ipc/generated";
import { allowedOf } from "../state";
import type { Fake } from "./fake";
import { knownOf, offersOf, prompt } from "./world";

/** What was said of models, by account and model. */
const said = new Map<string, Override>();

function keyOf(model: ModelRef): string {
  return `${model.account} ${model.model}`;
}

/** A dry run: every model that the server may use, pictures being what a local one does not take. */
export function dryRun(fake: Fake, query: DryRun): Offers {
  const { accounts, grants } = fake.snapshot;
  const grant = query.server
    ? grants.find((one) => one.server === query.server)
    : {
        models: [],
        accounts: accounts.map((view) => view.account.id),
        place: "anywhere" as const,
      };
  const allowed = grant ? allowedOf(accounts, grant) : [];
  const asked = prompt({ preferences: query.preferences, max_tokens: query.max_tokens });
  const offers = offersOf(allowed, asked, query.tokens, query.tokens);
  const blind = (model: ModelRef) => query.images && !knownOf(model.model).facts.images;
  const { candidates } = offers.ranking;
  return {
    ...offers,
    ranking: {
      candidates: candidates.filter((choice) => !blind(choice.model)),
      unfit: candidates
        .filter((choice) => blind(choice.model))
        .map(({ model }) => ({ model, why: [{ kind: "images" as const }] })),
    },
  };
}

/** What is known of an account's models. */
export function knownModels(fake: Fake, account: string): KnownModel[] {
  const view = fake.snapshot.accounts.find((one) => one.account.id === account);
  if (view?.state.name !== "ready") return [];
  return view.state.models.map(({ id: model }) => ({
    model,
    known: knownOf(model),
    says: said.get(keyOf({ account, model })) ?? {},
  }));
}

/** Keeps what was said of a model. */
export function say({ model, says }: { model: ModelRef; says: Override }): null {
  said.set(keyOf(model), says);
  return null;
}

/** What was spent: something on each, and of a local account nothing that is known. */
export function spend(of: SpendOf): Spend {
  const local = of.kind === "account" && of.id.endsWith("bbbb");
  const none = of.kind === "call" || (of.kind === "account" && !of.id.includes("0000"));
  const tokens = { input: 48_200, cached: 12_000, output: 9_300, reasoning: 1_100 };
  if (none)
    return { attempts: 0, input: 0, cached: 0, output: 0, reasoning: 0, cost: 0, unpriced: 0 };
  return { attempts: 14, ...tokens, cost: local ? 0 : 184_300_000, unpriced: local ? 14 : 2 };
}

/** Has another list be in force. */
export function knows(fake: Fake, change: Partial<CatalogueView>): null {
  fake.emit({ kind: "catalogue", catalogue: { ...fake.snapshot.catalogue, ...change } });
  return null;
}
