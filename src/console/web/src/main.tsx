import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { startI18n } from './i18n/index.ts';
import { applyChoices } from './lib/choices.ts';
import './theme/theme.css';
import './theme/base.css';

applyChoices();
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', applyChoices);
startI18n();
const queries = new QueryClient({ defaultOptions: { queries: { staleTime: 15_000, retry: 1 } } });
const root = document.getElementById('root');
if (root !== null)
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <App />
      </QueryClientProvider>
    </StrictMode>,
  );
